/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.watchfire.router.RealAlertmanager;
import io.watchfire.router.pager.PhoneServer;
import io.watchfire.router.pager.PhoneServer.Call;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * On call for a {@link Market}: a real Alertmanager that notifies of orders that fail, two
 * telephones, and the incidents in between. One is acknowledged, one is left to escalate, and one
 * begins after the release has changed; each call is to come once.
 */
final class Duty implements AutoCloseable {
  private static final Duration ESCALATES = Duration.ofSeconds(45);

  /** The clocks of the one who calls and the one who is called are the same. */
  private static final Duration ROUNDING = Duration.ofSeconds(1);

  private final PhoneServer phones = new PhoneServer();
  private final RealAlertmanager alertmanager;
  private final AlertmanagerWatch watch;
  private final Path file;

  private Duty(RealAlertmanager alertmanager, Path file) {
    this.alertmanager = alertmanager;
    this.watch = new AlertmanagerWatch(alertmanager);
    this.file = file;
  }

  /**
   * Begins.
   *
   * @param ports where routers take Alertmanager's notifications, now or later
   */
  static Duty begin(Path dir, List<Integer> ports) throws IOException {
    Files.createDirectories(dir);
    RealAlertmanager alertmanager =
        RealAlertmanager.start(dir.resolve("alertmanager"), notifying(ports));
    Duty duty = new Duty(alertmanager, dir.resolve("oncall.yml"));
    Files.writeString(duty.file, duty.people());
    return duty;
  }

  /**
   * The sections of the configuration that say so.
   *
   * @param port where links in pages lead
   */
  String settings(int port) {
    return """
    router: {alertmanagers: [{url: "%s"}]}
    onCall:
      file: %s
      links: {baseUrl: "http://127.0.0.1:%d", key: a-key-that-both-releases-have}
    """
        .formatted(alertmanager.url(), file, port);
  }

  /** Waits until both regions that fail are incidents, and acknowledges one of them. */
  void acknowledgeOne(Installation in) throws Exception {
    in.await(
        "pages about two regions",
        () -> paged(in.router(), Market.RECOVERS) && paged(in.router(), Market.SILENT),
        () -> story(in.router()));
    String id = incident(in.router(), Market.RECOVERS).path("id").asText();
    in.router().post("/api/v1/incidents/" + id + "/acknowledge", "{\"by\": \"alice\"}");
    in.await(
        "acknowledgement",
        () ->
            is(in.router(), Market.RECOVERS, "acknowledged") && paged(in.router(), Market.RECOVERS),
        () -> story(in.router()));
  }

  /** How the incidents stand, without how far they have escalated. */
  static Map<String, String> incidents(Api router) throws IOException, InterruptedException {
    Map<String, String> incidents = new TreeMap<>();
    for (JsonNode one : all(router)) {
      JsonNode hold = one.path("hold");
      incidents.put(
          one.path("id").asText(),
          String.join(
              " ",
              one.path("status").asText(),
              one.path("openedAt").asText(),
              one.path("policy").asText(),
              one.path("groupLabels").toString(),
              hold.path("by").asText("nobody"),
              hold.path("until").asText("for good")));
    }
    return incidents;
  }

  /** Waits for what has to come after the release has changed, and fails where more has come. */
  void assertOnce(Installation in) throws Exception {
    in.await(
        "end of the first incident, escalation of the second, and a third one",
        () ->
            is(in.router(), Market.RECOVERS, "resolved")
                && paged(in.router(), Market.RECOVERS)
                && calls(in.router(), Market.SILENT).contains("phone-2 trigger")
                && paged(in.router(), Market.FAILS),
        () -> story(in.router()));
    List<Call> calls = phones.calls();
    assertThat(calls).extracting(Call::key).doesNotHaveDuplicates();
    assertThat(calls(in.router(), Market.RECOVERS))
        .containsExactly("phone-1 trigger", "phone-1 acknowledge", "phone-1 resolve");
    assertThat(calls(in.router(), Market.SILENT))
        .containsExactly("phone-1 trigger", "phone-2 trigger");
    assertThat(calls(in.router(), Market.FAILS)).startsWith("phone-1 trigger");
    assertThat(all(in.router())).hasSize(3);
    Instant opened = Instant.parse(incident(in.router(), Market.SILENT).path("openedAt").asText());
    assertThat(calls)
        .filteredOn(call -> call.person().equals("phone-2"))
        .allSatisfy(call -> assertThat(call.at()).isAfter(opened.plus(ESCALATES).minus(ROUNDING)));
    assertThat(in.router().status(link(calls.getFirst())))
        .as("the link in the first page that the release before sent")
        .isEqualTo(200);
    in.await(
        "Alertmanager to be told everything",
        () -> AlertmanagerWatch.firing(alertmanager).equals(Stand.of(in.streams()).told()),
        () -> AlertmanagerWatch.firing(alertmanager) + ", not " + Stand.of(in.streams()).told());
    assertThat(watch.faults()).isEmpty();
  }

  private static URI link(Call call) {
    return URI.create(call.message().path("acknowledgeUrl").asText());
  }

  private String people() {
    return """
    targets:
      - {name: phone-1, type: webhook, url: "%1$s/phone-1"}
      - {name: phone-2, type: webhook, url: "%1$s/phone-2"}
    policies:
      - name: all
        steps:
          - {notify: [target/phone-1], escalateAfter: %2$ds}
          - {notify: [target/phone-2], escalateAfter: 1h}
    routes: [{policy: all}]
    """
        .formatted(phones.url(), ESCALATES.toSeconds());
  }

  private static String notifying(List<Integer> ports) {
    String webhooks =
        ports.stream()
            .map(port -> "{url: \"http://127.0.0.1:" + port + "/api/v1/webhook/alertmanager\"}")
            .collect(Collectors.joining(", "));
    return """
    route:
      receiver: nobody
      group_by: [instance]
      group_wait: 1s
      group_interval: 1s
      routes: [{receiver: watchfire, matchers: ['slo="checkout"', 'severity="page"']}]
    receivers:
      - {name: nobody}
      - {name: watchfire, webhook_configs: [%s]}
    """
        .formatted(webhooks);
  }

  /** Whether there is such an incident, and nothing of it is still to be sent. */
  private static boolean paged(Api router, String region) throws IOException, InterruptedException {
    JsonNode pages = incident(router, region).path("pages");
    return !pages.isEmpty()
        && StreamSupport.stream(pages.spliterator(), false)
            .allMatch(page -> page.path("state").asText().equals("delivered"));
  }

  private static boolean is(Api router, String region, String status)
      throws IOException, InterruptedException {
    return incident(router, region).path("status").asText().equals(status);
  }

  /** What came of an incident, as {@code person kind}, in order. */
  private List<String> calls(Api router, String region) throws IOException, InterruptedException {
    String id = incident(router, region).path("id").asText();
    return phones.calls().stream()
        .filter(call -> call.message().path("incident").asText().equals(id))
        .map(call -> call.person() + " " + call.kind())
        .toList();
  }

  /** All of a region's incident; a missing node if there is none. */
  private static JsonNode incident(Api router, String region)
      throws IOException, InterruptedException {
    for (JsonNode one : all(router)) {
      if (one.path("groupLabels").path("instance").asText().equals(region)) {
        return router.get("/api/v1/incidents/" + one.path("id").asText());
      }
    }
    return MissingNode.getInstance();
  }

  private static JsonNode all(Api router) throws IOException, InterruptedException {
    return router.get("/api/v1/incidents?status=all").path("incidents");
  }

  private String story(Api router) throws IOException, InterruptedException {
    return incidents(router) + ", calls " + phones.calls();
  }

  @Override
  public void close() throws InterruptedException {
    watch.close();
    alertmanager.close();
    phones.close();
  }
}
