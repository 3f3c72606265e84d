/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** Answers as a test wants, and remembers what it took: for faults that a real one has not. */
public final class FakeAlertmanager implements AutoCloseable {
  /** An answer to one request. */
  public record Answer(int status, String body) {
    public static final Answer OK = new Answer(200, "");
  }

  private final HttpServer server;
  private final ObjectMapper mapper = new ObjectMapper();
  private final List<JsonNode> taken = new CopyOnWriteArrayList<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<String> authorizations = new CopyOnWriteArrayList<>();
  private volatile Function<List<JsonNode>, Answer> behaviour = alerts -> Answer.OK;
  private volatile String peers = "";
  private volatile String uptime = "2026-11-23T00:00:00.000Z";

  public FakeAlertmanager() throws IOException {
    this(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  public FakeAlertmanager(InetSocketAddress address) throws IOException {
    server = HttpServer.create(address, 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/api/v2/alerts", this::alerts);
    server.createContext(
        "/api/v2/status",
        e ->
            answer(
                e,
                new Answer(
                    200,
                    "{\"uptime\": \""
                        + uptime
                        + "\", \"cluster\": {\"peers\": ["
                        + peers
                        + "]}}")));
    server.start();
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** From now on answers to that; only alerts of requests answered 200 count as taken. */
  public void behave(Function<List<JsonNode>, Answer> behaviour) {
    this.behaviour = behaviour;
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** From now on says that its cluster has that many members. */
  public void peers(int count) {
    peers = String.join(", ", Collections.nCopies(count, "{}"));
  }

  public void restarted(String at) {
    uptime = at;
  }

  /** Every alert taken, in order. */
  public List<JsonNode> taken() {
    return List.copyOf(taken);
  }

  /** The label {@code alertname} of every alert taken, in order. */
  public List<String> names() {
    return taken.stream().map(FakeAlertmanager::name).toList();
  }

  public List<String> authorizations() {
    return List.copyOf(authorizations);
  }

  /** Path and tenant of every request with alerts, in order. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  public static String name(JsonNode alert) {
    return alert.path("labels").path("alertname").asText();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void alerts(HttpExchange exchange) throws IOException {
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    authorizations.add(authorization == null ? "" : authorization);
    requests.add(
        exchange.getRequestURI() + " " + exchange.getRequestHeaders().getFirst("X-Scope-OrgID"));
    List<JsonNode> alerts = new ArrayList<>();
    mapper.readTree(exchange.getRequestBody()).forEach(alerts::add);
    Answer answer = behaviour.apply(alerts);
    if (answer.status() == 200) {
      taken.addAll(alerts);
    }
    answer(exchange, answer);
  }

  private static void answer(HttpExchange exchange, Answer answer) throws IOException {
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
