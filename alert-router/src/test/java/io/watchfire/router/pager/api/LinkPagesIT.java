/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.pager.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
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
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The links in pages, followed and their buttons pressed, over HTTP and through a real broker. */
@Timeout(180)
class LinkPagesIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final List<String> ACTIONS =
      List.of("", "action=acknowledge", "action=snooze&for=30m", "action=resolve");

  @RegisterExtension static final TestBroker BROKER = new TestBroker();

  @TempDir private Path dir;
  private final PhoneServer phones = new PhoneServer();
  private OnCallDesk desk;

  @BeforeEach
  void open() throws Exception {
    desk =
        new OnCallDesk(
            OnCallDesk.kafka(BROKER.get(), UUID.randomUUID() + "."),
            dir,
            OnCallDesk.people(phones, "token"),
            "",
            Clock.systemUTC());
  }

  @AfterEach
  void close() {
    desk.close();
    phones.close();
  }

  @Test
  void aLinkSnoozesAndThenResolves() throws Exception {
    String link = paged("checkout", "acknowledgeUrl");
    HttpResponse<String> page = desk.follow(link);
    assertThat(page.body())
        .contains("30 minutes", "2 hours", "8 hours", "Acknowledge as alice", "Resolve as alice")
        .doesNotContain("<script");
    assertThat(page.headers().firstValue("Content-Security-Policy"))
        .hasValueSatisfying(policy -> assertThat(policy).startsWith("default-src 'none'"));
    assertThat(page.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");

    Instant before = Instant.now();
    assertThat(done(link, "action=snooze&for=2h")).contains("Snoozed by alice, for 2h.");
    awaitStatus("checkout", "snoozed");
    JsonNode hold = desk.incident("checkout").path("hold");
    assertThat(hold.path("by").asText()).isEqualTo("alice");
    assertThat(Instant.parse(hold.path("until").asText()))
        .isBetween(before.plus(Duration.ofHours(2)), Instant.now().plus(Duration.ofHours(2)));

    assertThat(done(link, "action=resolve")).contains("Resolved by alice.").doesNotContain("<form");
    awaitStatus("checkout", "resolved");
    assertThat(desk.incident("checkout").path("timeline").toString())
        .containsSubsequence("incident.snoozed", "via link", "incident.resolved", "via link");
  }

  @Test
  void aLinkActsOnItsOwnIncidentAlone() throws Exception {
    String link = paged("checkout", "acknowledgeUrl");
    String other = paged("search", "acknowledgeUrl");
    String forged = link.substring(0, link.indexOf('.', link.lastIndexOf('/')));
    forged += other.substring(other.indexOf('.', other.lastIndexOf('/')));
    for (String action : ACTIONS) {
      assertThat(desk.press(forged, action).statusCode()).as(action).isEqualTo(403);
    }
    assertThat(done(other, "action=resolve")).contains("Resolved by alice.");
    awaitStatus("search", "resolved");
    assertNothingHappened("checkout");
  }

  @Test
  void aLinkIsWorthNothingAfterItsTime() throws Exception {
    String link = paged("checkout", "acknowledgeUrl");
    SignedLinks links =
        new SignedLinks(
            URI.create(link.substring(0, link.indexOf(SignedLinks.PATH))),
            new SecretSource.Value("planted-link-key-0123456789"),
            Duration.ofDays(1));
    String id = desk.incident("checkout").path("id").asText();
    URI late = links.link(SignedLinks.ACT, id, "alice", Instant.now().minus(Duration.ofHours(25)));
    for (String action : ACTIONS) {
      assertThat(desk.press(late.toString(), action).statusCode()).as(action).isEqualTo(403);
    }
    assertNothingHappened("checkout");
    URI young = links.link(SignedLinks.ACT, id, "alice", Instant.now().minus(Duration.ofHours(23)));
    assertThat(done(young.toString(), "")).contains("Acknowledged by alice.");
  }

  @Test
  void aViewingLinkAllowsNothing() throws Exception {
    String view = paged("checkout", "viewUrl");
    assertThat(desk.follow(view).body()).contains("triggered since").doesNotContain("<form");
    for (String action : ACTIONS) {
      assertThat(desk.press(view, action).statusCode()).as(action).isEqualTo(403);
    }
    assertNothingHappened("checkout");
  }

  @Test
  void withoutItsConfigurationSlackHasNoPath() throws Exception {
    String link = paged("checkout", "acknowledgeUrl");
    HttpResponse<String> answer =
        new SlackApp(desk, "planted-signing-secret").press("acknowledge", link);
    assertThat(answer.statusCode()).isEqualTo(404);
    assertNothingHappened("checkout");
  }

  @Test
  void badValuesAreRefusedAndChangeNothing() throws Exception {
    String link = paged("checkout", "acknowledgeUrl");
    HttpResponse<String> answer = desk.press(link, "action=snooze&for=8d");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("1m to 7d");
    assertThat(desk.press(link, "action=delete").body()).contains("acknowledge, snooze or resolve");
    assertThat(desk.press(link, "action=" + "x".repeat(2_000)).statusCode()).isEqualTo(413);
    assertNothingHappened("checkout");
  }

  @Test
  void whatIsOverIsNotClaimedToBeDone() throws Exception {
    String link = paged("checkout", "acknowledgeUrl");
    String path = "/api/v1/incidents/" + desk.incident("checkout").path("id").asText();
    assertThat(desk.post(path + "/resolve", "{\"by\": \"carol\"}").statusCode()).isEqualTo(202);
    // What we show may not know it yet, what decides does.
    assertThat(desk.press(link, "").body()).doesNotContain("<strong>Acknowledged");
    await().atMost(PATIENCE).until(() -> !desk.json(path).path("resolvedAt").isMissingNode());
    HttpResponse<String> late = desk.press(link, "action=snooze&for=2h");
    assertThat(late.statusCode()).isEqualTo(409);
    assertThat(late.body()).contains("It was over already").doesNotContain("<form");
    assertThat(desk.follow(link).body()).contains("resolved at").doesNotContain("<form");
    assertThat(desk.json(path).path("timeline").toString())
        .contains("carol")
        .doesNotContain("incident.acknowledged", "incident.snoozed");
  }

  /** The link of alice's page about that service, once what we show knows the incident. */
  private String paged(String service, String link) throws Exception {
    desk.notified(service, true);
    await()
        .atMost(PATIENCE)
        .until(() -> !page(service).isEmpty() && !desk.incident(service).isEmpty());
    return page(service).path(link).asText();
  }

  private JsonNode page(String service) {
    return phones.calls().stream()
        .map(PhoneServer.Call::message)
        .filter(m -> m.at("/labels/service").asText().equals(service))
        .findFirst()
        .orElse(MissingNode.getInstance());
  }

  private void awaitStatus(String service, String status) {
    await()
        .atMost(PATIENCE)
        .until(() -> desk.incident(service).path("status").asText().equals(status));
  }

  /** Whatever was stored before would be done before; so nothing was. */
  private void assertNothingHappened(String service) throws Exception {
    String path = "/api/v1/incidents/" + desk.incident(service).path("id").asText();
    desk.post(path + "/acknowledge", "{\"by\": \"carol\"}");
    awaitStatus(service, "acknowledged");
    assertThat(desk.incident(service).path("timeline").toString()).doesNotContain("via link");
  }

  /** What the page says after that. */
  private String done(String link, String form) throws Exception {
    HttpResponse<String> page = desk.press(link, form);
    assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
    return page.body();
  }
}
