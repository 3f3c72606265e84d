/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.delivery;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.watchfire.router.config.Tenants;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.concurrent.Executors;

/** One address for an Alertmanager of each tenant, by the header, as Mimir has it. */
final class TenantProxy implements AutoCloseable {
  private final Map<String, String> urls;
  private final HttpServer server;
  private final HttpClient http = HttpClient.newHttpClient();

  TenantProxy(Map<String, String> urls) throws IOException {
    this.urls = Map.copyOf(urls);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::pass);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    http.shutdownNow();
  }

  private void pass(HttpExchange exchange) throws IOException {
    String tenant = exchange.getRequestHeaders().getFirst(Tenants.DEFAULT_HEADER);
    String url = tenant == null ? null : urls.get(tenant);
    if (url == null) {
      exchange.sendResponseHeaders(401, -1);
      exchange.close();
      return;
    }
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + exchange.getRequestURI()))
            .header("Content-Type", "application/json")
            .method(
                exchange.getRequestMethod(),
                BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()))
            .build();
    try {
      HttpResponse<byte[]> answer = http.send(request, BodyHandlers.ofByteArray());
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(
          answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
      exchange.getResponseBody().write(answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      exchange.close();
    }
  }
}
