/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.targets;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.router.TestCertificates;
import io.watchfire.router.connection.PemTls;
import io.watchfire.router.connection.Tls;
import io.watchfire.router.targets.message.Message.Kind;
import io.watchfire.router.targets.message.Result;
import io.watchfire.router.targets.message.Target;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers whose certificate nobody but us knows. */
class SecureTargetsIT {
  @TempDir private Path dir;
  private String trusting;
  private SSLContext tls;

  @BeforeEach
  void create() throws Exception {
    TestCertificates certificates = TestCertificates.create(dir);
    tls = PemTls.context(new Tls(null, certificates.certificate(), certificates.key()));
    trusting = ", tls: {caFile: '" + certificates.certificate() + "'}";
  }

  @Test
  void whoeverKnowsTheCertificatePosts() throws Exception {
    try (FakeServer server = FakeServer.withTls(tls);
        Target target = HttpKind.SLACK.at(server.url(), trusting)) {
      assertThat(target.send(TestMessages.of(Kind.TRIGGER))).isInstanceOf(Result.Delivered.class);
    }
  }

  @Test
  void unknownCertificateGetsNothing() throws Exception {
    try (FakeServer server = FakeServer.withTls(tls);
        Target target = HttpKind.SLACK.at(server.url())) {
      Result result = target.send(TestMessages.of(Kind.TRIGGER));
      assertThat(result).isInstanceOf(Result.Later.class);
      assertThat(result.detail()).contains("PKIX");
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void mailIsSentAfterStartTls() throws Exception {
    try (FakeSmtp server = new FakeSmtp(tls);
        Target target = mail(server, "localhost", trusting)) {
      assertThat(target.send(TestMessages.of(Kind.TRIGGER))).isInstanceOf(Result.Delivered.class);
      assertThat(server.commands())
          .contains("STARTTLS", "Subject: [FIRING] HighErrorRate checkout");
      assertThat(server.commands().indexOf("STARTTLS")).isEqualTo(1);
    }
  }

  @Test
  void unknownCertificateGetsNeitherPasswordNorMail() throws Exception {
    try (FakeSmtp server = new FakeSmtp(tls);
        Target stranger = mail(server, "localhost", "");
        Target otherName = mail(server, "127.0.0.1", trusting)) {
      assertThat(stranger.send(TestMessages.of(Kind.TRIGGER))).isInstanceOf(Result.Later.class);
      assertThat(otherName.send(TestMessages.of(Kind.TRIGGER))).isInstanceOf(Result.Later.class);
      assertThat(server.commands())
          .noneMatch(line -> line.startsWith("AUTH") || line.startsWith("MAIL"));
    }
  }

  private static Target mail(FakeSmtp server, String host, String more) {
    return ReadTargets.one(
        "type: email, from: wf@example.org, to: a@example.org, username: me, password: pw, host: "
            + host
            + ", port: "
            + server.port()
            + more);
  }
}
