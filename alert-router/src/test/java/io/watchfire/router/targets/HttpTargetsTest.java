/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.targets;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.watchfire.router.targets.FakeServer.Answer;
import io.watchfire.router.targets.message.Message.Kind;
import io.watchfire.router.targets.message.Result;
import io.watchfire.router.targets.message.Target;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every target that speaks HTTP has to stand. */
class HttpTargetsTest {
  private FakeServer server;

  @BeforeEach
  void start() throws IOException {
    server = new FakeServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @EnumSource
  void everyKindOfMessageIsPostedAsJson(HttpKind kind) throws Exception {
    try (Target target = kind.at(server.url())) {
      assertThat(target.kind()).isEqualTo(kind.type());
      for (Kind what : Kind.values()) {
        assertThat(target.wants(what)).isTrue();
        assertThat(target.send(TestMessages.of(what))).isInstanceOf(Result.Delivered.class);
        assertThat(server.last().json().isObject()).isTrue();
        assertThat(server.last().header("Content-type")).endsWith("json");
      }
    }
    assertThat(server.requests()).hasSize(4);
  }

  @ParameterizedTest
  @EnumSource
  void anotherAttemptHasTheSameKey(HttpKind kind) throws Exception {
    try (Target target = kind.at(server.url())) {
      server.answer(503);
      target.send(TestMessages.of(Kind.TRIGGER));
      server.answer(202);
      target.send(TestMessages.of(Kind.TRIGGER));
      target.send(TestMessages.of(Kind.RESOLVE));
    }
    assertThat(server.requests())
        .extracting(request -> request.header("Idempotency-key"))
        .containsExactly("inc-1/0", "inc-1/0", "inc-1/2");
    assertThat(server.requests().get(1).text()).isEqualTo(server.requests().get(0).text());
  }

  @ParameterizedTest
  @EnumSource
  void everyStatusHasItsMeaning(HttpKind kind) throws Exception {
    try (Target target = kind.at(server.url())) {
      for (int status : List.of(200, 201, 202, 204)) {
        assertThat(sent(target, status)).isInstanceOf(Result.Delivered.class);
      }
      for (int status : List.of(408, 425, 429, 500, 502, 503, 504, 599)) {
        assertThat(sent(target, status)).as("%d", status).isInstanceOf(Result.Later.class);
      }
      for (int status : List.of(300, 304, 400, 401, 403, 404, 409, 413, 415, 422)) {
        assertThat(sent(target, status)).as("%d", status).isInstanceOf(Result.Refused.class);
      }
      assertThat(sent(target, 410)).isInstanceOf(Result.Gone.class);
    }
  }

  private Result sent(Target target, int status) throws InterruptedException {
    server.answer(status);
    Result result = target.send(TestMessages.of(Kind.TRIGGER));
    assertThat(result.detail()).contains("http://localhost: status " + status);
    return result;
  }

  @ParameterizedTest
  @EnumSource
  void theServerSaysHowLongToWait(HttpKind kind) throws Exception {
    try (Target target = kind.at(server.url())) {
      server.answer(request -> new Answer(429, Map.of("Retry-After", "7"), ""));
      assertThat(target.send(TestMessages.of(Kind.TRIGGER)))
          .isInstanceOfSatisfying(
              Result.Later.class,
              later -> assertThat(later.after()).isEqualTo(Duration.ofSeconds(7)));
    }
  }

  @ParameterizedTest
  @EnumSource
  void redirectIsNotFollowed(HttpKind kind) throws Exception {
    try (FakeServer elsewhere = new FakeServer();
        Target target = kind.at(server.url())) {
      for (int status : List.of(301, 302, 303, 307, 308)) {
        server.answer(
            request -> new Answer(status, Map.of("Location", elsewhere.url() + "/x"), ""));
        assertThat(target.send(TestMessages.of(Kind.TRIGGER))).isInstanceOf(Result.Refused.class);
      }
      assertThat(elsewhere.requests()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void nobodyListensIsForLater(HttpKind kind) throws Exception {
    String url = server.url();
    server.close();
    try (Target target = kind.at(url)) {
      Result result = target.send(TestMessages.of(Kind.TRIGGER));
      assertThat(result).isInstanceOf(Result.Later.class);
      assertThat(result.detail()).contains("connection refused");
    }
  }

  @ParameterizedTest
  @EnumSource
  void silentServerHoldsNobody(HttpKind kind) throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getByName("localhost"))) {
      assertGivesUp(kind, silent);
    }
  }

  @ParameterizedTest
  @EnumSource
  void answerThatDripsForEverHoldsNobody(HttpKind kind) throws Exception {
    try (ServerSocket dripping = new ServerSocket(0, 1, InetAddress.getByName("localhost"))) {
      Thread.ofVirtual().start(() -> answerWithoutEnd(dripping));
      assertGivesUp(kind, dripping);
    }
  }

  private static void assertGivesUp(HttpKind kind, ServerSocket socket) throws Exception {
    try (Target target = kind.at("http://localhost:" + socket.getLocalPort(), ", timeout: 200ms")) {
      long begin = System.nanoTime();
      Result result = target.send(TestMessages.of(Kind.TRIGGER));
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
      assertThat(result).isInstanceOf(Result.Later.class);
    }
  }

  private static void answerWithoutEnd(ServerSocket server) {
    try (Socket socket = server.accept()) {
      OutputStream out = socket.getOutputStream();
      out.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n".getBytes(StandardCharsets.UTF_8));
      out.flush();
      socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      return; // the client gave up, as it should
    }
  }

  @ParameterizedTest
  @EnumSource
  void endlessAnswerIsReadInPart(HttpKind kind) throws Exception {
    server.answer(request -> new Answer(200, Map.of(), "x".repeat(5_000_000)));
    try (Target target = kind.at(server.url())) {
      assertThat(target.send(TestMessages.of(Kind.TRIGGER))).isInstanceOf(Result.Delivered.class);
    }
  }

  @ParameterizedTest
  @EnumSource
  void secretIsShownNowhereEvenIfTheServerEchoesIt(HttpKind kind) throws Exception {
    try (CapturedLog log = new CapturedLog();
        Target target = kind.at(server.url())) {
      for (int status : List.of(200, 302, 400, 410, 503)) {
        for (int part = 0; part < 4; part++) {
          int echoed = part;
          server.answer(request -> new Answer(status, Map.of(), echo(request, echoed)));
          Result result = target.send(TestMessages.of(Kind.TRIGGER));
          assertHidden(result + result.detail() + target);
          assertThat(result.detail()).hasSizeLessThanOrEqualTo(300);
        }
      }
      assertHidden(log.text());
    }
  }

  private static String echo(FakeServer.Request request, int part) {
    return switch (part) {
      case 0 -> request.uri().toString();
      case 1 -> request.uri().getPath() + " " + request.uri().getQuery();
      case 2 ->
          request.headers().getOrDefault("Authorization", List.of("-"))
              + " "
              + request.headers().getOrDefault("X-gotify-key", List.of("-"))
              + request.headers().getOrDefault("X-api-key", List.of("-"));
      default -> request.text();
    };
  }

  private static void assertHidden(String text) {
    String pair = "me:" + HttpKind.SECRET;
    assertThat(text)
        .doesNotContain("pl4nted")
        .doesNotContain("signed-token")
        .doesNotContain(Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
  }

  @ParameterizedTest
  @EnumSource
  void hugeMessageStaysWithinTheLimits(HttpKind kind) throws Exception {
    try (Target target = kind.at(server.url())) {
      for (Kind what : Kind.values()) {
        for (int offset = 0; offset < 4; offset++) {
          assertThat(target.send(TestMessages.huge(what, offset)))
              .isInstanceOf(Result.Delivered.class);
          assertThat(server.last().body().length).isLessThanOrEqualTo(kind.maxBytes);
          assertWhole(server.last().json());
          Limits.check(kind, server.last().json());
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void hostileTextStaysText(HttpKind kind) throws Exception {
    try (Target target = kind.at(server.url())) {
      for (Kind what : Kind.values()) {
        assertThat(target.send(TestMessages.hostile(what))).isInstanceOf(Result.Delivered.class);
        JsonNode json = server.last().json();
        assertThat(json.findValuesAsText("url")).doesNotContain("javascript:alert(1)");
        assertThat(json.findValuesAsText("href")).doesNotContain("javascript:alert(1)");
        texts(json).forEach(text -> assertThat(text).doesNotContain("\r").doesNotContain("\0"));
      }
    }
  }

  /** No character was cut in two: neither half a surrogate pair nor a decoder's replacement. */
  private static void assertWhole(JsonNode json) {
    for (String text : texts(json)) {
      assertThat(text.codePoints()).noneMatch(c -> c == 0xFFFD || c >= 0xD800 && c <= 0xDFFF);
    }
  }

  private static List<String> texts(JsonNode json) {
    List<String> texts = new ArrayList<>();
    if (json.isTextual()) {
      texts.add(json.asText());
    }
    json.forEach(child -> texts.addAll(texts(child)));
    return texts;
  }
}
