/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.runtime.config.Problems;
import io.watchfire.schemas.alert.Alert;
import io.watchfire.streams.spec.Rules;
import io.watchfire.streams.spec.yaml.RuleFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules of absence, from telemetry that stops to alert. */
class AbsenceRuleTest {
  private static final String HOSTS =
      """
      apiVersion: watchfire/v1
      kind: AbsenceRule
      metadata: {name: hosts}
      spec: {selector: node.load, by: [host], for: 10m, forgetAfter: 3h}
      """;
  private static final String CHECKOUT =
      """
      apiVersion: watchfire/v1
      kind: AbsenceRule
      metadata: {name: checkout-alive}
      spec: {service: checkout, for: 5m, severity: page}
      """;
  private static final Instant START = Instant.parse("2026-11-30T10:00:00Z");
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @TempDir Path state;

  private final Map<String, Long> requests = new HashMap<>();

  @Test
  void aHostThatStopsAlertsAndThoseThatGoOnDoNot() {
    try (Pipeline pipeline = new Pipeline(rules(HOSTS), START, state)) {
      hosts(pipeline, 20, "a", "b");
      Instant last = pipeline.now().minus(MINUTE);
      hosts(pipeline, 8, "b");
      assertThat(pipeline.alerts).isEmpty();
      hosts(pipeline, 2, "b");
      assertThat(told(pipeline)).containsExactly("TelemetryAbsent firing a");
      Alert alert = pipeline.alerts.getFirst();
      assertThat(alert.annotations().get("description")).contains("last received at " + last);
      hosts(pipeline, 60, "b");
      hosts(pipeline, 1, "a", "b");
      assertThat(told(pipeline))
          .containsExactly("TelemetryAbsent firing a", "TelemetryAbsent resolved a");
    }
  }

  @Test
  void silenceIsThatNothingWasReceivedWhateverTimeTheDataSays() {
    try (Pipeline pipeline = new Pipeline(rules(HOSTS), START, state)) {
      for (int minute = 0; minute < 60; minute++) {
        Instant late = pipeline.now().minus(Duration.ofMinutes(40));
        pipeline.send(Pipeline.METRICS, load("a", late));
        pipeline.advance(MINUTE);
      }
      assertThat(pipeline.alerts).as("data that is late is data").isEmpty();
    }
  }

  @Test
  void restartsKeepWhoIsAwaitedAndTheTimeAwayIsNoSilence() {
    try (Pipeline pipeline = new Pipeline(rules(HOSTS), START, state)) {
      hosts(pipeline, 20, "a", "b");
      silent(pipeline, 6);
      pipeline.caughtUp = false;
      pipeline.restart();
      silent(pipeline, 90);
      assertThat(pipeline.alerts).as("an hour and a half of catching up").isEmpty();
      pipeline.caughtUp = true;
      hosts(pipeline, 3, "b");
      assertThat(pipeline.alerts).isEmpty();
      hosts(pipeline, 3, "b");
      assertThat(told(pipeline)).containsExactly("TelemetryAbsent firing a");
      pipeline.restart();
      hosts(pipeline, 20, "b");
      assertThat(told(pipeline)).containsExactly("TelemetryAbsent firing a");
    }
  }

  @Test
  void aHostThatLeftIsForgottenAfterTheTimeThatTheRuleSays() {
    try (Pipeline pipeline = new Pipeline(rules(HOSTS), START, state)) {
      hosts(pipeline, 20, "a", "b");
      hosts(pipeline, 178, "b");
      assertThat(told(pipeline)).containsExactly("TelemetryAbsent firing a");
      hosts(pipeline, 3, "b");
      assertThat(told(pipeline))
          .containsExactly("TelemetryAbsent firing a", "TelemetryAbsent resolved a");
      assertThat(pipeline.alerts.getLast().reason()).isEqualTo("no_data");
    }
  }

  @Test
  void aServiceThatDiesIsMissedAndAnotherOfItsPodsIsNoAbsence() {
    try (Pipeline pipeline = new Pipeline(rules(CHECKOUT), START, state)) {
      for (int minute = 0; minute < 30; minute++) {
        request(pipeline, "acme", "pod-" + minute / 5, minute);
        pipeline.advance(MINUTE);
      }
      assertThat(pipeline.alerts).as("deployed six times").isEmpty();
      silent(pipeline, 6);
      assertThat(told(pipeline)).containsExactly("TelemetryAbsent firing null");
      assertThat(pipeline.alerts.getFirst().labels())
          .containsEntry("service", "checkout")
          .containsEntry("tenant", "acme")
          .containsEntry("severity", "page");
    }
  }

  @Test
  void aServiceThatNeverCameIsMissedSinceTheRuleIsKnownAndEndsWhereItComes() {
    try (Pipeline pipeline = new Pipeline(rules(CHECKOUT), START, state)) {
      silent(pipeline, 4);
      pipeline.restart();
      assertThat(pipeline.alerts).isEmpty();
      silent(pipeline, 4);
      assertThat(told(pipeline)).containsExactly("TelemetryAbsent firing null");
      assertThat(pipeline.alerts.getFirst().annotations().get("summary"))
          .isEqualTo("checkout: nothing of checkout-alive was ever received");
      request(pipeline, "acme", "pod-1", 8);
      assertThat(told(pipeline))
          .containsExactly("TelemetryAbsent firing null", "TelemetryAbsent resolved null");
      silent(pipeline, 30);
      assertThat(pipeline.alerts).as("the tenant's own, and no second one").hasSize(3);
      assertThat(pipeline.alerts.getLast().labels()).containsEntry("tenant", "acme");
    }
  }

  @Test
  void whatOtherTenantsSendIsNoSignOfTheAwaitedOne() {
    String acme = CHECKOUT.replace("{name: checkout-alive}", "{name: alive, tenant: acme}");
    try (Pipeline pipeline = new Pipeline(rules(acme), START, state)) {
      for (int minute = 0; minute < 8; minute++) {
        request(pipeline, "globex", "pod-1", minute);
        pipeline.advance(MINUTE);
      }
      assertThat(told(pipeline)).containsExactly("TelemetryAbsent firing null");
      assertThat(pipeline.alerts.getFirst().labels()).containsEntry("tenant", "acme");
    }
  }

  @Test
  void aRuleThatIsTakenAwayEndsItsAlertAndAnotherSelectorBeginsAnew() {
    try (Pipeline pipeline = new Pipeline(rules(HOSTS), START, state)) {
      hosts(pipeline, 5, "a");
      silent(pipeline, 11);
      pipeline.restart(rules(HOSTS.replace("node.load", "node.load1")));
      silent(pipeline, 30);
      assertThat(told(pipeline))
          .containsExactly("TelemetryAbsent firing a", "TelemetryAbsent resolved a");
      assertThat(pipeline.alerts.getLast().reason()).isEqualTo("rule_removed");
    }
  }

  @Test
  void manyHostsThatStopAtOnceAreOneAlert() {
    String many = HOSTS.replace("by: [host]", "by: [host], gather: {share: 30%, atLeast: 3}");
    try (Pipeline pipeline = new Pipeline(rules(many), START, state)) {
      hosts(pipeline, 5, "a", "b", "c", "d", "e");
      for (int minute = 0; minute < 12; minute++) {
        pipeline.send(Pipeline.METRICS, load("a", pipeline.now()));
        pipeline.pass(MINUTE);
      }
      assertThat(told(pipeline)).containsExactly("TelemetryAbsentOfMany firing null");
      assertThat(pipeline.alerts.getFirst().annotations().get("summary"))
          .startsWith("4 of 5 series of rule hosts are silent since ");
    }
  }

  private static List<String> told(Pipeline pipeline) {
    return pipeline.alerts.stream()
        .map(
            alert ->
                alert.labels().get("alertname")
                    + ' '
                    + alert.state().text()
                    + ' '
                    + alert.labels().get("host"))
        .toList();
  }

  private static void hosts(Pipeline pipeline, int minutes, String... hosts) {
    for (int minute = 0; minute < minutes; minute++) {
      for (String host : hosts) {
        pipeline.send(Pipeline.METRICS, load(host, pipeline.now()));
      }
      pipeline.advance(MINUTE);
    }
  }

  private static byte[] load(String host, Instant time) {
    return Otlp.resource(Map.of("service.name", "node"))
        .gauge("node.load", Map.of("host", host), time, 0.5)
        .bytes();
  }

  private void request(Pipeline pipeline, String tenant, String pod, long count) {
    requests.merge(pod, count, Long::sum);
    Map<String, String> resource =
        Map.of("service.name", "checkout", "tenant.id", tenant, "service.instance.id", pod);
    pipeline.send(
        Pipeline.METRICS,
        Otlp.resource(resource)
            .counter("process.cpu.time", Map.of(), START, pipeline.now(), requests.get(pod))
            .bytes());
  }

  private static void silent(Pipeline pipeline, int minutes) {
    for (int minute = 0; minute < minutes; minute++) {
      pipeline.advance(MINUTE);
    }
  }

  private static Rules rules(String yaml) {
    Problems problems = new Problems();
    RuleFiles files = new RuleFiles(problems);
    files.read("test.yaml", yaml.getBytes(StandardCharsets.UTF_8));
    problems.throwIfAny();
    return files.rules();
  }
}
