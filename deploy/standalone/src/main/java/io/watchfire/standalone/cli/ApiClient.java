/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Asks the HTTP API of a Watchfire that runs. */
final class ApiClient implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int UNAUTHORIZED = 401;
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final int ACCEPTED = 202;

  private final String url;
  private final @Nullable String token;
  private final ObjectMapper mapper = new ObjectMapper();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT).build();

  /**
   * @param url with or without a slash at its end
   */
  ApiClient(String url, @Nullable String token) {
    this.url = url.replaceAll("/+$", "");
    this.token = token;
  }

  /**
   * @throws CommandFailure if there is no answer, or another one than JSON
   */
  JsonNode get(String path) {
    HttpResponse<byte[]> response = answer(request(path));
    if (response.statusCode() == NOT_FOUND) {
      throw new CommandFailure(json(response).path("error").asText(url + path + " is not there"));
    }
    if (response.statusCode() != OK) {
      throw new CommandFailure(
          url + path + " answers " + response.statusCode() + " (expected: Watchfire's API)");
    }
    return json(response);
  }

  /**
   * @throws CommandFailure if what is asked for is not accepted; says why, as the API does
   */
  JsonNode post(String path, JsonNode body) {
    HttpRequest.Builder request =
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.toString()));
    HttpResponse<byte[]> response = answer(request);
    JsonNode answer = json(response);
    if (response.statusCode() != ACCEPTED) {
      throw new CommandFailure(
          answer
              .path("error")
              .asText(url + path + " answers " + response.statusCode() + " (expected: 202)"));
    }
    return answer;
  }

  private HttpResponse<byte[]> answer(HttpRequest.Builder request) {
    try {
      HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
      if (response.statusCode() == UNAUTHORIZED) {
        throw new CommandFailure(url + " asks for a token (expected: --token-file FILE)");
      }
      return response;
    } catch (ConnectException | HttpTimeoutException e) {
      throw new CommandFailure(
          "nothing answers at "
              + url
              + " (expected: a running Watchfire; ./watchfire up starts one, --url names another)");
    } catch (IOException e) {
      throw new CommandFailure(url + " does not talk like Watchfire's API: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure("interrupted");
    }
  }

  private JsonNode json(HttpResponse<byte[]> response) {
    try {
      return mapper.readTree(response.body());
    } catch (IOException e) {
      throw new CommandFailure(url + " does not talk like Watchfire's API: " + e.getMessage());
    }
  }

  private HttpRequest.Builder request(String path) {
    try {
      HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path)).timeout(TIMEOUT);
      if (token != null) {
        request.header("Authorization", "Bearer " + token);
      }
      return request;
    } catch (IllegalArgumentException e) {
      throw new CommandFailure("--url: " + url + " (expected: such as http://localhost:8080)");
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
