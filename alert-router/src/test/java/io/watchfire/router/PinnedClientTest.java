/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.watchfire.router.alertmanager.AlertmanagerClient;
import io.watchfire.router.alertmanager.Endpoint;
import io.watchfire.router.alertmanager.Outcome;
import io.watchfire.router.config.AlertmanagerConfig;
import io.watchfire.router.connection.Auth;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class PinnedClientTest {
  private static final byte[] ALERTS = "[]".getBytes(StandardCharsets.UTF_8);

  @Test
  void theHostIsTheNameAndTheTenantAndPrefixAreKept() throws Exception {
    List<String> seen = new CopyOnWriteArrayList<>();
    HttpServer server = HttpServer.create(new InetSocketAddress(loopback(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          seen.add(
              exchange.getRequestHeaders().getFirst("Host")
                  + exchange.getRequestURI()
                  + " "
                  + exchange.getRequestHeaders().get("X-Scope-OrgID")
                  + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    try (AlertmanagerClient client = client(server.getAddress().getPort())) {
      assertThat(client.post(ALERTS, Map.of("X-Scope-OrgID", "acme")))
          .isEqualTo(new Outcome.Accepted());
      assertThat(seen)
          .containsExactly(
              "am.test:" + server.getAddress().getPort() + "/prefix/api/v2/alerts [acme][]");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void oneThatHangsIsGivenUpInTime() throws Exception {
    try (ServerSocket hanging = new ServerSocket(0, 50, loopback());
        AlertmanagerClient client = client(hanging.getLocalPort())) {
      assertThat(client.post(ALERTS))
          .isInstanceOfSatisfying(
              Outcome.Unavailable.class, down -> assertThat(down.cause()).isNotEmpty());
    }
  }

  @Test
  void oneThatIsDeadIsUnavailable() throws Exception {
    int port;
    try (ServerSocket closed = new ServerSocket(0, 50, loopback())) {
      port = closed.getLocalPort();
    }
    try (AlertmanagerClient client = client(port)) {
      assertThat(client.post(ALERTS)).isInstanceOf(Outcome.Unavailable.class);
    }
  }

  private static AlertmanagerClient client(int port) throws IOException {
    AlertmanagerConfig config =
        new AlertmanagerConfig(
            URI.create("http://am.test:" + port + "/prefix"),
            new Auth.None(),
            null,
            Map.of(),
            Duration.ofSeconds(1));
    return new AlertmanagerClient(new Endpoint(config, loopback()));
  }

  private static InetAddress loopback() throws IOException {
    return InetAddress.getByAddress("am.test", new byte[] {127, 0, 0, 1});
  }
}
