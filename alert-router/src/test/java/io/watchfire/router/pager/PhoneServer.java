/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.pager;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.watchfire.runtime.http.HttpService;
import io.watchfire.runtime.http.HttpSettings;
import io.watchfire.runtime.http.Request;
import io.watchfire.runtime.http.Response;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** People's telephones: a real HTTP server that takes webhooks and keeps them. */
public final class PhoneServer implements AutoCloseable {
  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private final Set<String> hanging = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Map<String, Integer> statuses = new ConcurrentHashMap<>();
  private final ObjectMapper mapper = new ObjectMapper();
  private final HttpService http =
      HttpService.builder(HttpSettings.local(0)).post("/{person}", this::ring).start();

  /** One message, and when it came. */
  public record Call(String person, String kind, String key, Instant at, JsonNode message) {}

  /** Switches them on. */
  public PhoneServer() {}

  /** Its address; each person's telephone is a path below. */
  public String url() {
    return "http://127.0.0.1:" + http.port();
  }

  /** That phone answers so from now on. */
  void answers(String person, int status) {
    statuses.put(person, status);
  }

  /** That phone takes everything and answers nothing from now on. */
  void hangs(String person) {
    hanging.add(person);
  }

  /** All that came so far. */
  public List<Call> calls() {
    return List.copyOf(calls);
  }

  /** Such messages so far, as {@code person kind}. */
  List<String> texts() {
    return calls.stream().map(c -> c.person() + " " + c.kind()).toList();
  }

  Call call(String text) {
    return calls.stream()
        .filter(c -> (c.person() + " " + c.kind()).equals(text))
        .findFirst()
        .orElseThrow();
  }

  @Override
  public void close() {
    closed.countDown();
    http.close();
  }

  private Response ring(Request request) throws IOException, InterruptedException {
    String person = request.pathParameter("person");
    if (hanging.contains(person) && closed.await(5, TimeUnit.MINUTES)) {
      return Response.text(503, "");
    }
    int status = statuses.getOrDefault(person, 200);
    if (status == 200) {
      JsonNode message = mapper.readTree(request.body());
      calls.add(
          new Call(
              person,
              message.path("kind").asText(),
              message.path("key").asText(),
              Instant.now(),
              message));
    }
    return Response.text(status, "");
  }
}
