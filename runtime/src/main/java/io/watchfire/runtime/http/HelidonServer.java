/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.runtime.http;

import io.helidon.common.configurable.Resource;
import io.helidon.common.pki.Keys;
import io.helidon.common.tls.TlsClientAuth;
import io.helidon.http.Method;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.micrometer.core.instrument.MeterRegistry;
import io.watchfire.runtime.config.ConfigurationException;
import io.watchfire.runtime.config.Problem;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The port as Helidon opens it. */
final class HelidonServer {
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final WebServer server;

  private HelidonServer(WebServer server) {
    this.server = server;
  }

  static HelidonServer start(
      HttpSettings settings, List<Route> routes, @Nullable MeterRegistry registry) {
    WebServer server = build(settings, routes, registry).start();
    if (server.isRunning()) {
      return new HelidonServer(server);
    }
    // Helidon logs why it did not start, and keeps it to itself.
    throw refused(
        "port "
            + settings.port()
            + " on "
            + settings.host()
            + " cannot be opened: "
            + whyNot(settings)
            + " (expected: a free port of this host)",
        new IllegalStateException("the HTTP server did not start"));
  }

  private static String whyNot(HttpSettings settings) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(settings.host(), settings.port()));
      return "the reason is in the log";
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }

  int port() {
    return server.port();
  }

  void close() {
    server.stop();
  }

  private static WebServer build(
      HttpSettings settings, List<Route> routes, @Nullable MeterRegistry registry) {
    var config =
        WebServer.builder()
            .host(settings.host())
            .port(settings.port())
            .shutdownHook(false)
            .featuresDiscoverServices(false)
            .shutdownGracePeriod(GRACE)
            .routing(routing -> route(routing, settings, routes, registry));
    TlsFiles tls = settings.tls();
    if (tls != null) {
      try {
        Keys keys = keys(tls);
        config.tls(
            builder -> {
              builder.privateKey(keys).privateKeyCertChain(keys);
              if (tls.clientCa() != null) {
                // Optional, since links in pages are opened by telephones without one.
                builder
                    .clientAuth(TlsClientAuth.OPTIONAL)
                    .trust(t -> t.pem(pem -> pem.certificates(Resource.create(tls.clientCa()))));
              }
            });
        return config.build();
      } catch (RuntimeException e) {
        throw refused(
            "http.tls: "
                + rootMessage(e)
                + " (expected: a PEM certificate chain and its PKCS #8 key)",
            e);
      }
    }
    return config.build();
  }

  private static Keys keys(TlsFiles files) {
    return Keys.builder()
        .pem(
            pem ->
                pem.key(Resource.create(files.key()))
                    .certChain(Resource.create(files.certificate())))
        .build();
  }

  private static void route(
      HttpRouting.Builder routing,
      HttpSettings settings,
      List<Route> routes,
      @Nullable MeterRegistry registry) {
    Exchange exchange = new Exchange(settings, registry);
    for (Route route : routes) {
      routing.route(
          Method.create(route.method()),
          route.path(),
          (request, response) -> exchange.handle(route, request, response));
    }
    routes.stream()
        .collect(Collectors.groupingBy(Route::path))
        .forEach(
            (path, ofPath) ->
                routing.any(
                    path, (request, response) -> exchange.refuseMethod(ofPath, request, response)));
    routing.any(exchange::refusePath);
  }

  private static ConfigurationException refused(String message, RuntimeException cause) {
    ConfigurationException refused =
        new ConfigurationException(List.of(new Problem("http", 0, message)));
    refused.initCause(cause);
    return refused;
  }

  private static String rootMessage(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage() == null ? root.toString() : root.getMessage();
  }
}
