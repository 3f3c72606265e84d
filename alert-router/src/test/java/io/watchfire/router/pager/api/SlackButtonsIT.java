/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.pager.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.watchfire.router.TestBroker;
import io.watchfire.router.connection.SecretSource;
import io.watchfire.router.pager.OnCallDesk;
import io.watchfire.router.pager.PhoneServer;
import io.watchfire.router.pager.SignedLinks;
import io.watchfire.router.pager.SlackApp;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Buttons sent to Slack and pressed there, over HTTP and through a real broker. */
@Timeout(180)
class SlackButtonsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String SECRET = "planted-signing-secret";
  private static final List<String> ACTIONS = List.of("acknowledge", "snooze-1h", "resolve");

  @RegisterExtension static final TestBroker BROKER = new TestBroker();

  @TempDir private Path dir;
  private final PhoneServer server = new PhoneServer();
  private OnCallDesk desk;
  private SlackApp slack;

  @BeforeEach
  void open() throws Exception {
    String onCall =
        """
        targets: [{name: team, type: slack, url: "%s/team", interactive: true}]
        policies: [{name: all, steps: [{notify: [target/team], escalateAfter: 30m}]}]
        routes: [{policy: all}]
        """
            .formatted(server.url());
    desk =
        new OnCallDesk(
            OnCallDesk.kafka(BROKER.get(), UUID.randomUUID() + "."),
            dir,
            onCall,
            "  slack: {signingSecret: " + SECRET + "}\n",
            Clock.systemUTC());
    slack = new SlackApp(desk, SECRET);
  }

  @AfterEach
  void close() {
    desk.close();
    server.close();
  }

  @Test
  void whoPressesInSlackAcknowledges() throws Exception {
    JsonNode button = button("checkout", "acknowledge");
    assertThat(button.has("url")).as("it would open as well").isFalse();
    HttpResponse<String> answer = slack.press("acknowledge", button.path("value").asText());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
    awaitStatus("checkout", "acknowledged");
    assertThat(desk.incident("checkout").at("/hold/by").asText()).isEqualTo("carol");
    assertThat(desk.incident("checkout").path("timeline").toString())
        .containsSubsequence("incident.acknowledged", "carol", "via slack");
    await().atMost(PATIENCE).until(() -> texts().contains("ACKNOWLEDGED Burns checkout"));
  }

  @Test
  void theOtherButtonsSnoozeAndResolve() throws Exception {
    Instant before = Instant.now();
    String value = button("checkout", "snooze-1h").path("value").asText();
    assertThat(slack.press("snooze-1h", value).statusCode()).isEqualTo(200);
    awaitStatus("checkout", "snoozed");
    assertThat(Instant.parse(desk.incident("checkout").at("/hold/until").asText()))
        .isBetween(before.plusSeconds(3_600), Instant.now().plusSeconds(3_600));
    assertThat(button("checkout", "resolve").path("value").asText()).isEqualTo(value);
    assertThat(slack.press("resolve", value).statusCode()).isEqualTo(200);
    awaitStatus("checkout", "resolved");
    HttpResponse<String> late = slack.press("acknowledge", value);
    assertThat(late.statusCode()).isEqualTo(409);
    assertThat(late.body()).contains("over already");
  }

  @Test
  void whatSlackDidNotSignJustNowChangesNothing() throws Exception {
    String value = button("checkout", "resolve").path("value").asText();
    String body = SlackApp.pressed("resolve", value);
    Instant now = Instant.now();
    List<HttpResponse<String>> answers =
        List.of(
            new SlackApp(desk, "another-signing-secret").post(body, now),
            slack.post(body, now.minus(Duration.ofMinutes(6))),
            slack.post(body, now.plus(Duration.ofMinutes(6))),
            desk.post(SlackApp.PATH, body),
            desk.post(SlackApp.PATH, body, Map.of("X-Slack-Signature", "v0=00")));
    assertThat(answers)
        .allSatisfy(
            answer -> {
              assertThat(answer.statusCode()).isEqualTo(401);
              assertThat(answer.body())
                  .isEqualTo("{\"error\":\"the signature is missing, wrong or too old\"}");
            });
    assertNothingHappened("checkout");
  }

  @Test
  void aButtonActsOnItsOwnIncidentAndInItsTimeAlone() throws Exception {
    String value = button("checkout", "resolve").path("value").asText();
    String other = button("search", "resolve").path("value").asText();
    String id = desk.incident("checkout").path("id").asText();
    SignedLinks ours = links("planted-link-key-0123456789");
    SignedLinks theirs = links("planted-link-key-9876543210");
    Instant longAgo = Instant.now().minus(Duration.ofHours(25));
    List<String> bad =
        List.of(
            ours.link(SignedLinks.ACT, id, "team", longAgo).toString(),
            ours.link(SignedLinks.VIEW, id, "team", Instant.now()).toString(),
            theirs.link(SignedLinks.ACT, id, "team", Instant.now()).toString(),
            value.substring(0, value.lastIndexOf('.')) + other.substring(other.lastIndexOf('.')),
            "https://watchfire.example.com",
            "");
    for (String token : bad) {
      for (String action : ACTIONS) {
        assertThat(slack.press(action, token).statusCode()).as(token).isEqualTo(403);
      }
    }
    assertThat(slack.press("resolve", other).statusCode()).isEqualTo(200);
    awaitStatus("search", "resolved");
    assertNothingHappened("checkout");
  }

  @Test
  void whatIsNotUnderstoodIsRefusedAndChangesNothing() throws Exception {
    String value = button("checkout", "resolve").path("value").asText();
    Instant now = Instant.now();
    for (String body :
        List.of(
            "",
            "payload=%zz",
            SlackApp.form("{"),
            SlackApp.form("{\"type\": \"shortcut\"}"),
            SlackApp.pressed("delete", value))) {
      HttpResponse<String> answer = slack.post(body, now);
      assertThat(answer.statusCode()).as(body).isEqualTo(400);
      assertThat(answer.body()).contains("expected: ");
    }
    assertThat(slack.post("payload=" + "x".repeat(64 << 10), now).statusCode()).isEqualTo(413);
    String opened = "{\"type\": \"block_actions\", \"actions\": [{\"type\": \"button\"}]}";
    assertThat(slack.post(SlackApp.form(opened), now).statusCode()).isEqualTo(200);
    assertNothingHappened("checkout");
  }

  /** Whatever was stored before would be done before; so nothing was. */
  private void assertNothingHappened(String service) throws Exception {
    String path = "/api/v1/incidents/" + desk.incident(service).path("id").asText();
    desk.post(path + "/acknowledge", "{\"by\": \"alice\"}");
    awaitStatus(service, "acknowledged");
    assertThat(desk.incident(service).path("timeline").toString()).doesNotContain("slack", "carol");
  }

  /** The button of the page about that service, once what we show knows the incident. */
  private JsonNode button(String service, String action) throws Exception {
    desk.notified(service, true);
    await().atMost(PATIENCE).until(() -> texts().contains("FIRING Burns " + service));
    await().atMost(PATIENCE).until(() -> !desk.incident(service).isEmpty());
    return server.calls().stream()
        .map(PhoneServer.Call::message)
        .filter(message -> message.path("text").asText().equals("FIRING Burns " + service))
        .flatMap(message -> elements(message.path("blocks")).stream())
        .flatMap(block -> elements(block.path("elements")).stream())
        .filter(element -> element.path("action_id").asText().equals(action))
        .findFirst()
        .orElseThrow();
  }

  private List<String> texts() {
    return server.calls().stream().map(call -> call.message().path("text").asText()).toList();
  }

  private void awaitStatus(String service, String status) {
    await()
        .atMost(PATIENCE)
        .until(() -> desk.incident(service).path("status").asText().equals(status));
  }

  private static List<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).toList();
  }

  private static SignedLinks links(String key) {
    return new SignedLinks(
        URI.create("http://127.0.0.1"), new SecretSource.Value(key), Duration.ofDays(1));
  }
}
