/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.schemas.alert.Alert;
import io.watchfire.schemas.alert.AlertState;
import io.watchfire.streams.query.GroupKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How long nothing of a group may be received, by the time in which we listened. */
class AbsenceEvaluatorTest {
  private static final String RULE =
      """
      apiVersion: watchfire/v1
      kind: AbsenceRule
      metadata: {name: heartbeats}
      spec: {selector: beats_total, by: [host], for: 10m, forgetAfter: 2h, service: agent}
      """;
  private static final Instant START = Instant.parse("2026-11-30T10:00:00Z");
  private static final GroupKey KEY = new GroupKey("acme", "", "heartbeats", Map.of("host", "a"));

  private final List<Alert> told = new ArrayList<>();
  private AbsenceEvaluator host = evaluator(RULE);
  private long nowMillis = START.toEpochMilli();

  @Test
  void itFiresOnceNothingWasReceivedForThatLongAndNotASecondEarlier() {
    comes();
    listen(Duration.ofSeconds(599));
    assertThat(told).isEmpty();
    listen(Duration.ofSeconds(1));
    assertThat(told).hasSize(1);
    Alert alert = told.getFirst();
    assertThat(alert.state()).isEqualTo(AlertState.FIRING);
    assertThat(alert.startsAt()).isEqualTo(START.plusSeconds(600));
    assertThat(alert.labels())
        .isEqualTo(
            Map.of(
                "alertname", "TelemetryAbsent",
                "severity", "ticket",
                "rule", "heartbeats",
                "host", "a",
                "service", "agent",
                "tenant", "acme"));
    assertThat(alert.annotations().get("summary"))
        .isEqualTo("agent: nothing of heartbeats is received any more");
    assertThat(alert.annotations().get("description"))
        .isEqualTo(
            "Something was last received at 2026-11-30T10:00:00Z; expected: at least once in 10m of"
                + " listening.");
  }

  @Test
  void itEndsAsSoonAsSomethingComesAgain() {
    comes();
    listen(Duration.ofMinutes(15));
    comes();
    Alert over = told.getLast();
    assertThat(over.state()).isEqualTo(AlertState.RESOLVED);
    assertThat(over.reason()).isEqualTo("recovered");
    assertThat(over.annotations().get("summary")).isEqualTo("agent: heartbeats is received again");
    listen(Duration.ofMinutes(9));
    assertThat(told).hasSize(2);
  }

  @Test
  void itKeepsFiringForAsLongAsTheRuleSays() {
    host = evaluator(RULE.replace("for: 10m", "for: 10m, keepFiringFor: 5m"));
    comes();
    listen(Duration.ofMinutes(11));
    for (int minute = 0; minute < 4; minute++) {
      comes();
      listen(Duration.ofMinutes(1));
    }
    assertThat(told).hasSize(1);
    comes();
    listen(Duration.ofMinutes(1));
    assertThat(told.getLast().state()).isEqualTo(AlertState.RESOLVED);
  }

  @Test
  void whatNeverCameIsMissedSinceTheRuleIsKnown() {
    host.resume(nowMillis);
    listen(Duration.ofMinutes(11));
    assertThat(told).hasSize(1);
    assertThat(told.getFirst().annotations().get("summary"))
        .isEqualTo("agent: nothing of heartbeats was ever received");
    assertThat(told.getFirst().annotations().get("description"))
        .startsWith("Nothing was received since the rule is known, 2026-11-30T10:00:01Z;");
  }

  @Test
  void timeInWhichNobodyListenedIsNoSilence() {
    comes();
    listen(Duration.ofMinutes(9));
    restart();
    nowMillis += Duration.ofDays(3).toMillis();
    host.resume(nowMillis);
    listen(Duration.ofSeconds(59));
    assertThat(told).as("three days away").isEmpty();
    listen(Duration.ofSeconds(1 + AbsenceEvaluator.LONGEST_TICK_MILLIS / 1000));
    assertThat(told).hasSize(1);
  }

  @Test
  void aProcessThatWasStoppedAndAClockThatWasSetMakeNoSilence() {
    comes();
    listen(Duration.ofMinutes(5));
    nowMillis += Duration.ofHours(6).toMillis();
    listen(Duration.ofMinutes(3));
    assertThat(told).as("stopped for six hours").isEmpty();
    nowMillis -= Duration.ofDays(1).toMillis();
    listen(Duration.ofMinutes(1));
    assertThat(told).as("set back by a day").isEmpty();
    listen(Duration.ofMinutes(2));
    assertThat(told).hasSize(1);
  }

  @Test
  void aGroupThatLeftIsForgottenAndItsAlertEnds() {
    comes();
    listen(Duration.ofHours(2).minusSeconds(1));
    assertThat(told).hasSize(1);
    listen(Duration.ofSeconds(1));
    Alert over = told.getLast();
    assertThat(over.state()).isEqualTo(AlertState.RESOLVED);
    assertThat(over.reason()).isEqualTo("no_data");
    assertThat(over.annotations().get("summary"))
        .isEqualTo("agent: nothing of heartbeats came any more; it is no longer awaited");
    assertThat(host.isGone()).as("its alert is not forgotten yet").isFalse();
    listen(Duration.ofDays(2).plusMinutes(1));
    assertThat(told).hasSize(2);
    assertThat(host.isGone()).isTrue();
  }

  @Test
  void whatIsToldElsewhereIsNotMissedHere() {
    host.resume(nowMillis);
    listen(Duration.ofMinutes(11));
    host.comesElsewhere(nowMillis);
    take();
    assertThat(told).hasSize(2);
    restart();
    host.resume(nowMillis);
    listen(Duration.ofHours(3));
    assertThat(told).hasSize(2);
  }

  @Test
  void aRestartGoesOnWithTheSameAlert() {
    comes();
    listen(Duration.ofMinutes(11));
    restart();
    host.resume(nowMillis);
    listen(Duration.ofMinutes(20));
    assertThat(told).hasSize(1);
    comes();
    assertThat(told.getLast().state()).isEqualTo(AlertState.RESOLVED);
    assertThat(told.getLast().transition()).isEqualTo(2);
  }

  @Test
  void whileDataComesItIsKeptOnceAMinuteAndNotWithEachRecord() {
    int kept = 0;
    for (int second = 0; second < 600; second++) {
      comes();
      tick();
      if (host.keepDue()) {
        host.write();
        kept++;
      }
    }
    assertThat(kept).isBetween(10, 12);
  }

  private void comes() {
    host.received(nowMillis);
    take();
  }

  private void listen(Duration time) {
    for (long second = 0; second < time.toSeconds(); second++) {
      tick();
    }
  }

  private void tick() {
    if (nowMillis == START.toEpochMilli()) {
      host.resume(nowMillis);
    }
    nowMillis += 1_000;
    host.tick(nowMillis);
    host.notice();
    take();
  }

  private void take() {
    told.addAll(host.changes());
  }

  private void restart() {
    AbsenceEvaluator again = evaluator(RULE);
    again.read(host.write());
    host = again;
  }

  private static AbsenceEvaluator evaluator(String yaml) {
    return (AbsenceEvaluator) SeriesRule.of(RuleText.read(yaml)).getFirst().at(KEY);
  }
}
