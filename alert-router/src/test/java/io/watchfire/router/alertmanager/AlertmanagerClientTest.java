/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.router.FakeAlertmanager;
import io.watchfire.router.FakeAlertmanager.Answer;
import io.watchfire.router.config.AlertmanagerConfig;
import io.watchfire.router.connection.Auth;
import io.watchfire.router.connection.SecretSource;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertmanagerClientTest {
  private static final byte[] NONE = "[]".getBytes(StandardCharsets.UTF_8);

  @Test
  void bearerTokenIsReadAnewForEachRequest(@TempDir Path dir) throws Exception {
    Path token = Files.writeString(dir.resolve("token"), "one\n");
    try (FakeAlertmanager server = new FakeAlertmanager();
        AlertmanagerClient client =
            client(server.url(), new Auth.Bearer(new SecretSource.InFile(token)))) {
      client.post(NONE);
      Files.writeString(token, "two\n");
      client.post(NONE);
      assertThat(server.authorizations()).containsExactly("Bearer one", "Bearer two");
    }
  }

  @Test
  void basicAuthenticationIsSentUnasked() throws Exception {
    try (FakeAlertmanager server = new FakeAlertmanager();
        AlertmanagerClient client =
            client(
                server.url(), new Auth.Basic("Aladdin", new SecretSource.Value("open sesame")))) {
      client.post(NONE);
      assertThat(server.authorizations()).containsExactly("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
    }
  }

  @Test
  void missingTokenFileIsNoReasonToStop(@TempDir Path dir) throws Exception {
    SecretSource missing = new SecretSource.InFile(dir.resolve("missing"));
    try (FakeAlertmanager server = new FakeAlertmanager();
        AlertmanagerClient client = client(server.url(), new Auth.Bearer(missing))) {
      assertThat(client.post(NONE))
          .isInstanceOfSatisfying(
              Outcome.Unavailable.class, o -> assertThat(o.cause()).contains("missing"));
    }
  }

  @Test
  void answerThatNeverEndsIsGivenUp() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        AlertmanagerClient client =
            client("http://127.0.0.1:" + server.getLocalPort(), new Auth.None())) {
      Thread.ofVirtual().start(() -> answerWithoutEnd(server));
      assertThat(client.post(NONE))
          .isInstanceOfSatisfying(
              Outcome.Unavailable.class, o -> assertThat(o.cause()).contains("no answer within"));
    }
  }

  @Test
  void uptimeIsNullWhereTheStatusIsNotServed() throws Exception {
    try (FakeAlertmanager server = new FakeAlertmanager();
        AlertmanagerClient client = client(server.url() + "/elsewhere", new Auth.None())) {
      server.behave(alerts -> new Answer(200, ""));
      assertThat(client.status(Duration.ofSeconds(2), Map.of()).uptime()).isNull();
    }
  }

  private static void answerWithoutEnd(ServerSocket server) {
    try (Socket socket = server.accept()) {
      OutputStream out = socket.getOutputStream();
      out.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n".getBytes(StandardCharsets.UTF_8));
      out.flush();
      socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (java.io.IOException e) {
      return; // the client gave up, as it should
    }
  }

  private static AlertmanagerClient client(String url, Auth auth) {
    return new AlertmanagerClient(
        new AlertmanagerConfig(URI.create(url), auth, null, Map.of(), Duration.ofSeconds(1)));
  }
}
