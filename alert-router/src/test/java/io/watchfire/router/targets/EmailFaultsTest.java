/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.targets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.watchfire.router.targets.message.Message.Kind;
import io.watchfire.router.targets.message.Result;
import io.watchfire.router.targets.message.Target;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Mail servers that refuse, stall or break off. */
class EmailFaultsTest {
  private static final String SECRET = "pl4nted-s3cret";

  private FakeSmtp server;

  @BeforeEach
  void start() throws IOException {
    server = new FakeSmtp(null);
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"AUTH", "MAIL", "RCPT", "DATA", "."})
  void whatIsFinalIsRefusedAndTheRestIsForLater(String command) throws Exception {
    server.answer(command, "550 5.7.1 never");
    assertThat(sent("security: none"))
        .isInstanceOfSatisfying(
            Result.Refused.class, refused -> assertThat(refused.detail()).contains("never"));
    server.answer(command, "451 4.3.0 not now");
    assertThat(sent("security: none"))
        .isInstanceOfSatisfying(
            Result.Later.class, later -> assertThat(later.detail()).contains("not now"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"HELLO", "EHLO", "AUTH", "MAIL", "RCPT", "DATA", "."})
  void stallingServerHoldsNobody(String command) throws Exception {
    for (String stall : new String[] {FakeSmtp.SILENCE, FakeSmtp.DRIP}) {
      server.answer(command, stall);
      long begin = System.nanoTime();
      assertThat(sent("security: none, timeout: 300ms")).isInstanceOf(Result.Later.class);
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
      await().atMost(Duration.ofSeconds(20)).until(() -> server.conversations() == 0);
    }
  }

  @Test
  void serverThatDoesNotSayGoodbyeHasTakenTheMail() throws Exception {
    server.answer("QUIT", FakeSmtp.SILENCE);
    assertThat(sent("security: none, timeout: 5s")).isInstanceOf(Result.Delivered.class);
  }

  @Test
  void oneWrongAddressDoesNotSilenceTheOthers() throws Exception {
    server.answer("RCPT TO:<b@example.org>", "550 no such user");
    Result result = sent("security: none");
    assertThat(result).isInstanceOf(Result.Delivered.class);
    assertThat(result.detail()).contains("not to all of them").contains("no such user");
  }

  @Test
  void nobodyListensIsForLater() throws Exception {
    server.close();
    assertThat(sent("security: none")).isInstanceOf(Result.Later.class);
  }

  @Test
  void withoutTlsNothingIsSaidWhereTlsIsWanted() throws Exception {
    for (String security : new String[] {"starttls", "tls"}) {
      assertThat(sent("timeout: 1s, security: " + security)).isInstanceOf(Result.Later.class);
    }
    assertThat(server.commands())
        .noneMatch(line -> line.startsWith("AUTH") || line.startsWith("MAIL"));
  }

  @Test
  void passwordIsShownNowhereEvenIfTheServerEchoesIt() throws Exception {
    String pair = "\0me\0" + SECRET;
    String encoded = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    for (String echo : new String[] {SECRET, encoded}) {
      server.answer("AUTH", "535 unknown: " + echo);
      try (CapturedLog log = new CapturedLog()) {
        Result result = sent("security: none");
        assertThat(result + log.text()).doesNotContain(SECRET).doesNotContain(encoded);
        assertThat(result.detail()).contains("535 unknown: (secret)");
      }
    }
  }

  private Result sent(String more) throws InterruptedException {
    try (Target target =
        ReadTargets.one(
            "type: email, host: localhost, from: wf@example.org, username: me, password: "
                + SECRET
                + ", to: [a@example.org, b@example.org], port: "
                + server.port()
                + ", "
                + more)) {
      return target.send(TestMessages.of(Kind.TRIGGER));
    }
  }
}
