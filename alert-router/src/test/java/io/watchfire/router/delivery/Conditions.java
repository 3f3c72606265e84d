/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.delivery;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** What Prometheus scrapes and judges: one series for each alert, 1 while it is to fire. */
public final class Conditions implements AutoCloseable {
  private final List<String> names;
  private final Set<String> holding = ConcurrentHashMap.newKeySet();
  private final AtomicInteger scrapes = new AtomicInteger();
  private final HttpServer server;

  Conditions(List<String> names) throws IOException {
    this.names = List.copyOf(names);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/metrics", this::scrape);
    server.start();
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** A rule for each name, with the labels of {@link TestAlerts}. */
  String rules() {
    return names.stream()
        .map(
            name ->
                """
                  - alert: %s
                    expr: max(condition{name="%s"}) == 1
                    labels: {severity: page}
                """
                    .formatted(name, name))
        .collect(Collectors.joining("", "groups:\n- name: test\n  rules:\n", ""));
  }

  void begin(String name) {
    holding.add(name);
  }

  void end(String name) {
    holding.remove(name);
  }

  /** How often it was scraped. */
  int scrapes() {
    return scrapes.get();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void scrape(HttpExchange exchange) throws IOException {
    byte[] body =
        names.stream()
            .map(n -> "condition{name=\"" + n + "\"} " + (holding.contains(n) ? 1 : 0) + "\n")
            .collect(Collectors.joining())
            .getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
    scrapes.incrementAndGet();
  }
}
