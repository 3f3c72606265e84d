/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RouterCheckTest {
  private static final String STATUS =
      """
      {"versionInfo": {"version": "%s"}, "cluster": {"peers": [{}]},
       "config": {"original": "route: {receiver: a}\\nreceivers: [{name: a}]\\n"}}
      """;

  private HttpServer alertmanager;
  private String url = "";

  @BeforeEach
  void start() throws IOException {
    alertmanager = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    alertmanager.start();
    url = "http://127.0.0.1:" + alertmanager.getAddress().getPort();
    answer("/", 404, "");
    answer("/api/v2/receivers", 200, "[]");
  }

  @AfterEach
  void stop() {
    alertmanager.stop(0);
  }

  @Test
  void whereAllIsWellNothingIsFound() {
    answer("/api/v2/status", 200, STATUS.formatted("0.27.0"));

    assertThat(Cli.run("router", "check", "--alertmanager", url))
        .isEqualTo(new Cli(0, String.format("1 Alertmanager asked%n"), ""));
  }

  @Test
  void whatOnlyMayHurtIsToldWithStatusZero() {
    answer("/api/v2/status", 200, STATUS.formatted("0.24.0"));

    Cli cli = Cli.run("router", "check", "--alertmanager", url, "--json");

    assertThat(cli.status()).isZero();
    assertThat(cli.out())
        .contains("\"severity\" : \"warning\"", "version: 0.24.0 (expected: 0.25 or newer)");
  }

  @Test
  void anAlertmanagerThatIsNotThereIsStatusOne() {
    Cli cli = Cli.run("router", "check", "--alertmanager", url + "/prefix");

    assertThat(cli.status()).isEqualTo(1);
    assertThat(cli.out()).startsWith("error: " + url + "/prefix: /api/v2/status: status 404");
  }

  @Test
  void withoutAnyAlertmanagerThereIsNothingToAsk() {
    Cli cli = Cli.run("router", "check");

    assertThat(cli.status()).isEqualTo(1);
    assertThat(cli.err()).startsWith("watchfire: no Alertmanager (expected: --config FILE");
  }

  private void answer(String path, int status, String body) {
    alertmanager.createContext(
        path,
        exchange -> {
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
  }
}
