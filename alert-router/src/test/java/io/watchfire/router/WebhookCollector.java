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
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Where Alertmanagers send their webhooks: keeps each with the time at which it came. */
public final class WebhookCollector implements AutoCloseable {
  /** One webhook, which is about one group of alerts. */
  public record Notification(Instant at, JsonNode body) {
    /** Its alerts with their states, for example {@code A firing, B resolved}. */
    public String text() {
      return StreamSupport.stream(body.path("alerts").spliterator(), false)
          .map(a -> a.path("labels").path("alertname").asText() + " " + a.path("status").asText())
          .sorted()
          .collect(Collectors.joining(", "));
    }
  }

  private final HttpServer server;
  private final ObjectMapper mapper = new ObjectMapper();
  private final List<Notification> notifications = new CopyOnWriteArrayList<>();

  public WebhookCollector() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::take);
    server.start();
  }

  /**
   * An Alertmanager's configuration that sends everything here, a group by name of alert.
   *
   * @param wait {@code group_wait}, for example {@code 1s}
   * @param interval {@code group_interval}
   */
  public String config(String wait, String interval) {
    return """
    route: {receiver: hook, group_by: [alertname], group_wait: %s, group_interval: %s, repeat_interval: 4h}
    receivers: [{name: hook, webhook_configs: [{url: 'http://127.0.0.1:%d/', send_resolved: true}]}]
    """
        .formatted(wait, interval, server.getAddress().getPort());
  }

  /** All so far, in the order in which they came. */
  public List<Notification> notifications() {
    return List.copyOf(notifications);
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void take(HttpExchange exchange) throws IOException {
    JsonNode body = mapper.readTree(exchange.getRequestBody());
    notifications.add(new Notification(Instant.now(), body));
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }
}
