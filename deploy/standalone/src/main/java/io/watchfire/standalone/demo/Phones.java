/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.watchfire.runtime.http.HttpService;
import io.watchfire.runtime.http.HttpSettings;
import io.watchfire.runtime.http.Request;
import io.watchfire.runtime.http.Response;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The telephones of the demonstration: whatever is sent to one is kept and can be answered. */
final class Phones implements AutoCloseable {
  private static final Duration ANSWER = Duration.ofSeconds(5);

  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private final ObjectMapper mapper = new ObjectMapper();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(ANSWER).build();
  private final HttpService port;

  /**
   * One message to one person.
   *
   * @param kind {@code trigger}, {@code acknowledge} or {@code resolve}
   * @param acknowledge the link in it, empty where there is none
   */
  record Call(String person, String kind, String title, String note, String acknowledge) {}

  private Phones() {
    this.port =
        HttpService.builder(HttpSettings.local(0)).post("/phones/{person}", this::ring).start();
  }

  /** Switches them on. */
  static Phones start() {
    return new Phones();
  }

  /** Where messages to that person go. */
  String url(String person) {
    return "http://127.0.0.1:" + port.port() + "/phones/" + person;
  }

  /** Forgets everything. */
  void clear() {
    calls.clear();
  }

  /** The first such message since then, or null. */
  @Nullable Call call(String person, String kind) {
    for (Call call : calls) {
      if (call.person().equals(person) && call.kind().equals(kind)) {
        return call;
      }
    }
    return null;
  }

  /** Presses the button behind the link in a message; whether it was taken. */
  boolean acknowledge(Call call) throws InterruptedException {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(call.acknowledge()))
              .timeout(ANSWER)
              .POST(BodyPublishers.noBody())
              .build();
      return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    port.close();
    http.shutdownNow();
  }

  private Response ring(Request request) throws IOException {
    JsonNode message = mapper.readTree(request.body());
    calls.add(
        new Call(
            request.pathParameter("person"),
            message.path("kind").asText(),
            message.path("title").asText(),
            message.path("note").asText(),
            message.path("acknowledgeUrl").asText("")));
    return Response.json(200, mapper.createObjectNode());
  }
}
