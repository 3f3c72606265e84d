/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.targets.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.router.targets.FakeServer;
import io.watchfire.router.targets.Golden;
import io.watchfire.router.targets.ReadTargets;
import io.watchfire.router.targets.TestMessages;
import io.watchfire.router.targets.message.Message;
import io.watchfire.router.targets.message.Message.Kind;
import io.watchfire.router.targets.message.Result;
import io.watchfire.router.targets.message.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class WebhookTargetTest {
  @RegisterExtension private final FakeServer server = new FakeServer();

  @Test
  void withoutATemplateTheMessageIsPosted() throws Exception {
    try (Target target =
        ReadTargets.one(
            "type: webhook, url: 'BASE/hook?x=y', headers: {X-Team: a}"
                .replace("BASE", server.url()))) {
      assertThat(target.send(TestMessages.of(Kind.TRIGGER))).isInstanceOf(Result.Delivered.class);
    }

    assertThat(server.last().uri()).hasToString("/hook?x=y");
    assertThat(server.last().header("X-team")).isEqualTo("a");
    assertThat(server.last().json())
        .isEqualTo(
            Golden.json(
                """
                {"kind":"trigger","incident":"inc-1","key":"inc-1/0",
                  "title":"HighErrorRate checkout","severity":"page",
                  "openedAt":"2026-11-22T11:00:00Z","sentAt":"2026-11-22T11:00:05Z",
                  "note":"It is your turn.","firing":2,
                  "labels":{"alertname":"HighErrorRate","namespace":"shop","service":"checkout"},
                  "annotations":{"runbook_url":"https://runbook.example/errors","summary":"too many errors"},
                  "alerts":[{"labels":{"pod":"a"},"summary":"burns 14.6 times","startsAt":"2026-11-22T11:00:00Z"}],
                  "acknowledgeUrl":"https://router.example/a/signed-token-of-the-page",
                  "viewUrl":"https://router.example/i/inc-1"}
                """));
  }

  @Test
  void templateMakesTheBody() throws Exception {
    sendWith(
        "application/json",
        "{\"text\": \"{{title}} {{labels.service}}{{labels.nosuch}}\", \"pods\": ["
            + "{{#alerts}}\"{{labels.pod}}\"{{^-last}},{{/-last}}{{/alerts}}]}",
        TestMessages.of(Kind.TRIGGER));
    assertThat(server.last().json())
        .isEqualTo(
            Golden.json(
                """
                {"text": "HighErrorRate checkout checkout", "pods": ["a"]}
                """));
  }

  @Test
  void sectionOfWhatIsEmptyIsLeftOut() throws Exception {
    sendWith(
        "text/plain",
        "{{#note}}note {{/note}}{{#title}}title{{/title}}{{^title}}no title{{/title}}",
        TestMessages.of(Kind.TRIGGER, ""));
    assertThat(server.last().text()).isEqualTo("note no title");
  }

  @Test
  void valueCannotLeaveItsPlaceInTheBody() throws Exception {
    sendWith("application/json", "{\"text\": \"{{title}}\"}", TestMessages.hostile(Kind.TRIGGER));
    assertThat(server.last().json().fieldNames()).toIterable().containsExactly("text");
    assertThat(server.last().json().path("text").asText()).startsWith("&<!channel> \"'}{{x}}\\");

    sendWith(
        "application/x-www-form-urlencoded",
        "title={{title}}&to=me",
        TestMessages.of(Kind.TRIGGER, "a&to=you"));
    assertThat(server.last().text()).isEqualTo("title=a%26to%3Dyou&to=me");
    assertThat(server.last().header("Content-type")).isEqualTo("application/x-www-form-urlencoded");

    sendWith("text/xml", "<a>{{title}}</a>", TestMessages.of(Kind.TRIGGER, "</a>&"));
    assertThat(server.last().text()).isEqualTo("<a>&lt;/a&gt;&amp;</a>");
  }

  @Test
  void headerFromAFileIsReadAnewForEachRequest(@TempDir Path dir) throws Exception {
    Path file = Files.writeString(dir.resolve("key"), "one\n");
    String keys = "type: webhook, url: '%s', headerFiles: {X-Api-Key: '%s'}";
    try (Target target = ReadTargets.one(keys.formatted(server.url(), file))) {
      target.send(TestMessages.of(Kind.TRIGGER));
      Files.writeString(file, "two\n");
      target.send(TestMessages.of(Kind.TRIGGER));
      assertThat(server.requests())
          .extracting(request -> request.header("X-api-key"))
          .containsExactly("one", "two");

      Files.writeString(file, "sp\u0001oiled");
      Result result = target.send(TestMessages.of(Kind.TRIGGER));
      assertThat(result).isInstanceOf(Result.Later.class);
      assertThat(result.detail()).contains("that HTTP does not allow").doesNotContain("oiled");

      Files.delete(file);
      assertThat(target.send(TestMessages.of(Kind.TRIGGER)))
          .isInstanceOfSatisfying(
              Result.Later.class, later -> assertThat(later.detail()).contains("cannot be read"));
    }
  }

  private void sendWith(String contentType, String body, Message message) throws Exception {
    String keys = "type: webhook, url: '%s', contentType: '%s', body: '%s'";
    try (Target target = ReadTargets.one(keys.formatted(server.url(), contentType, body))) {
      assertThat(target.send(message)).isInstanceOf(Result.Delivered.class);
    }
  }
}
