/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** What a process answers on its HTTP port. */
final class Api implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HttpClient http = HttpClient.newHttpClient();
  private final ObjectMapper mapper = new ObjectMapper();
  private final int port;

  Api(int port) {
    this.port = port;
  }

  int port() {
    return port;
  }

  /** Whether it says that all of it works; false also where nobody answers yet. */
  boolean ready() throws InterruptedException {
    try {
      return send(request("/readyz").build()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /** The status that a page of whatever kind is answered with. */
  int status(URI page) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(page).timeout(PATIENCE).build()).statusCode();
  }

  JsonNode get(String path) throws IOException, InterruptedException {
    return expect(200, request(path).build());
  }

  /** Sends a request that is answered with 202. */
  void post(String path, String body) throws IOException, InterruptedException {
    expect(202, request(path).POST(BodyPublishers.ofString(body)).build());
  }

  private JsonNode expect(int status, HttpRequest request)
      throws IOException, InterruptedException {
    HttpResponse<String> answer = send(request);
    if (answer.statusCode() != status) {
      throw new IOException(request.uri() + ": " + answer.statusCode() + " " + answer.body());
    }
    return mapper.readTree(answer.body());
  }

  private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return http.send(request, BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).timeout(PATIENCE);
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
