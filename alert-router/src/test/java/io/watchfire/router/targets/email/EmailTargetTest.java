/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.targets.email;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.watchfire.router.targets.CapturedLog;
import io.watchfire.router.targets.ReadTargets;
import io.watchfire.router.targets.TestMessages;
import io.watchfire.router.targets.message.Message;
import io.watchfire.router.targets.message.Message.Kind;
import io.watchfire.router.targets.message.Result;
import io.watchfire.router.targets.message.Target;
import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Mail as it arrives at a real server. */
class EmailTargetTest {
  private static final String SECRET = "pl4nted-s3cret";

  private GreenMail server;

  @BeforeEach
  void start() {
    server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    server.start();
    server.setUser("oncall@example.org", "me", SECRET);
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  @Test
  void incidentBecomesAMailInPlainText() throws Exception {
    send(TestMessages.of(Kind.TRIGGER));

    MimeMessage mail = received().getFirst();
    assertThat(mail.getSubject()).isEqualTo("[FIRING] HighErrorRate checkout");
    assertThat(mail.getFrom()).extracting(Object::toString).containsExactly("Wf <wf@example.org>");
    assertThat(mail.getAllRecipients())
        .extracting(Object::toString)
        .containsExactly("oncall@example.org", "boss@example.org");
    assertThat(mail.getContentType()).startsWith("text/plain");
    assertThat(mail.getSentDate()).isEqualTo(TestMessages.SENT);
    assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
    assertThat(text(mail))
        .isEqualTo(
            """
            Acknowledge: https://router.example/a/signed-token-of-the-page
            View: https://router.example/i/inc-1
            Runbook: https://runbook.example/errors

            It is your turn.

            too many errors

            Severity: page
            Since: 2026-11-22T11:00:00Z
            Labels: alertname=HighErrorRate, namespace=shop, service=checkout
            - pod=a: burns 14.6 times (since 2026-11-22T11:00:00Z)
            - and 1 more\
            """);
  }

  @Test
  void mailsOfAnIncidentMakeOneThread() throws Exception {
    for (Kind kind : List.of(Kind.TRIGGER, Kind.ACKNOWLEDGE, Kind.RESOLVE)) {
      send(TestMessages.of(kind));
    }
    List<MimeMessage> mails = received();
    assertThat(mails.stream().map(mail -> header(mail, "References")).distinct()).hasSize(1);
    assertThat(mails.stream().map(mail -> header(mail, "In-Reply-To")).distinct()).hasSize(1);
    assertThat(mails.stream().map(mail -> header(mail, "Message-ID")).distinct()).hasSize(3);
  }

  @Test
  void anotherAttemptHasTheSameMessageId() throws Exception {
    send(TestMessages.of(Kind.TRIGGER));
    send(TestMessages.of(Kind.TRIGGER));
    assertThat(received().stream().map(mail -> header(mail, "Message-ID")).distinct())
        .singleElement()
        .asString()
        .matches("<[0-9a-f]{40}@example\\.org>");
  }

  @Test
  void titleCannotBecomeAHeader() throws Exception {
    for (Kind kind : Kind.values()) {
      send(TestMessages.hostile(kind));
    }
    for (MimeMessage mail : received()) {
      assertThat(Collections.list(mail.getAllHeaders()))
          .extracting(Header::getName)
          .isSubsetOf(
              "Return-Path",
              "Received",
              "Date",
              "From",
              "To",
              "Message-ID",
              "In-Reply-To",
              "References",
              "Subject",
              "MIME-Version",
              "Content-Type",
              "Content-Transfer-Encoding",
              "Auto-Submitted");
      assertThat(mail.getAllRecipients()).hasSize(2);
      assertThat(mail.getSubject()).contains("Bcc: evil@example.org");
    }
  }

  @Test
  void hugeMessageArrivesWhole() throws Exception {
    for (int offset = 0; offset < 4; offset++) {
      send(TestMessages.huge(Kind.TRIGGER, offset));
    }
    for (MimeMessage mail : received()) {
      assertThat(mail.getSubject()).hasSizeLessThanOrEqualTo(200);
      assertThat(text(mail)).hasSizeLessThanOrEqualTo(100_010);
      assertThat((mail.getSubject() + text(mail)).codePoints())
          .noneMatch(c -> c == 0xFFFD || c >= 0xD800 && c <= 0xDFFF);
    }
  }

  @Test
  void passwordOpensTheServerAndIsShownNowhere() throws Exception {
    try (CapturedLog log = new CapturedLog();
        Target target = target(", username: me, password: " + SECRET)) {
      Result result = target.send(TestMessages.of(Kind.TRIGGER));
      assertThat(result).isInstanceOf(Result.Delivered.class);
      assertThat(result + log.text() + target).doesNotContain(SECRET);
    }
  }

  @Test
  void wrongPasswordIsRefused() throws Exception {
    try (Target target = target(", username: me, password: wrong")) {
      assertThat(target.send(TestMessages.of(Kind.TRIGGER))).isInstanceOf(Result.Refused.class);
    }
    assertThat(server.getReceivedMessages()).isEmpty();
  }

  private void send(Message message) throws InterruptedException {
    try (Target target = target("")) {
      assertThat(target.wants(message.kind())).isTrue();
      assertThat(target.send(message)).isInstanceOf(Result.Delivered.class);
    }
  }

  private Target target(String more) {
    return ReadTargets.one(
        "type: email, host: 127.0.0.1, security: none, from: 'Wf <wf@example.org>',"
            + " to: [oncall@example.org, boss@example.org], port: "
            + server.getSmtp().getPort()
            + more);
  }

  /** What one of the two recipients got. */
  private List<MimeMessage> received() {
    return Arrays.asList(server.getReceivedMessagesForDomain("oncall@example.org"));
  }

  private static String text(MimeMessage mail) throws Exception {
    return mail.getContent().toString().replace("\r\n", "\n");
  }

  private static String header(MimeMessage mail, String name) {
    try {
      return mail.getHeader(name, ",");
    } catch (MessagingException e) {
      throw new AssertionError(e);
    }
  }
}
