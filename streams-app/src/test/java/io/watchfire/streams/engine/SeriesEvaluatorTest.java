/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.schemas.alert.Alert;
import io.watchfire.schemas.alert.AlertState;
import io.watchfire.schemas.series.SeriesReading;
import io.watchfire.streams.codec.ByteReader;
import io.watchfire.streams.codec.ByteWriter;
import io.watchfire.streams.query.GaugeAggregate;
import io.watchfire.streams.query.GroupKey;
import io.watchfire.streams.query.StepBuckets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What of a rule at work outlives the process. */
class SeriesEvaluatorTest {
  private static final String LEAK =
      """
      apiVersion: watchfire/v1
      kind: ForecastRule
      metadata:
        name: disk
      spec:
        gauge: disk.used
        limit: 100
        horizon: 4h
        by: [host]
      """;
  private static final long START = 1_800_000_000_000L;
  private static final long MINUTE = 60_000;

  private static final SeriesRule RULE = SeriesRule.of(RuleText.read(LEAK)).getFirst();
  private static final GroupKey KEY = new GroupKey("", "", "disk", Map.of("host", "a"));

  private final SeriesEvaluator run = new SeriesEvaluator(RULE, KEY);
  private int minute;

  /** Right after what was learnt was kept there is nothing to judge again. */
  @Test
  void aForecastKeepsItsWordsWhereNothingIsJudgedAgain() {
    fill(run);
    ByteWriter learnt = new ByteWriter(4096);
    run.writeLearnt(learnt);

    SeriesEvaluator again = new SeriesEvaluator(RULE, KEY);
    again.read(run.write());
    again.readLearnt(new ByteReader(learnt.toBytes()));

    Alert alert = Objects.requireNonNull(again.alert());
    Alert before = Objects.requireNonNull(run.alert());
    assertThat(alert.annotations()).isEqualTo(before.annotations());
    assertThat(alert.annotations().get("description")).doesNotStartWith(" Since");
  }

  @Test
  void theAlertIsItsLabelsAndBeginsOnce() {
    Alert alert = fill(run);
    assertThat(alert.state()).isEqualTo(AlertState.FIRING);
    assertThat(alert.transition()).isEqualTo(1);
    assertThat(alert.labels())
        .isEqualTo(
            Map.of(
                "alertname", "LimitForecast", "severity", "ticket", "rule", "disk", "host", "a"));
    assertThat(alert.annotations().get("summary")).isEqualTo("disk will cross 100");
    assertThat(run.changes()).isEmpty();
  }

  @Test
  void withoutDataItFiresForAQuarterOfAnHour() {
    fill(run);
    long lastMillis = run.lastDataMillis();
    tickTo(lastMillis + 15 * MINUTE);
    assertThat(isFiring(run)).isTrue();
    tickTo(lastMillis + 15 * MINUTE + 1);
    Alert over = run.changes().getFirst();
    assertThat(over.state()).isEqualTo(AlertState.RESOLVED);
    assertThat(over.reason()).isEqualTo("no_data");
    assertThat(over.annotations().get("summary")).isEqualTo("no data any more for disk");
  }

  /** As an earlier release left it, which believed what a producer said of the time. */
  @Test
  void aGroupThatWasLeftYearsAheadIsEvaluatedAgainAsSoonAsRealDataComes() {
    long ahead = START + 3 * 365 * 24 * 60 * MINUTE;
    for (int i = 0; i < 4; i++) {
      long time = ahead + i * MINUTE;
      run.observe(new GaugeAggregate(time, 0, 1, 1, 1, 1, 1), time, time);
      run.evaluate(run.closable(true));
    }
    assertThat(run.takeBegunAnew()).isFalse();
    Alert alert = fill(run);
    assertThat(run.takeBegunAnew()).isTrue();
    assertThat(run.takeBegunAnew()).isFalse();
    assertThat(alert.startsAt()).isBetween(at(START), at(START + 230 * MINUTE));
    assertThat(run.clock()).isEqualTo(START + (minute - 1) * MINUTE);
  }

  private static Instant at(long millis) {
    return Instant.ofEpochMilli(millis);
  }

  @Test
  void forgetBeginsToLearnAnew() {
    fill(run);
    run.apply(command(SeriesCommand.Kind.FORGET));
    assertThat(nextReading().learning()).isTrue();
  }

  @Test
  void aFreezeIsRememberedUntilItIsLifted() {
    fill(run);
    run.apply(command(SeriesCommand.Kind.FREEZE));
    assertThat(nextReading().frozen()).isTrue();
    run.apply(command(SeriesCommand.Kind.UNFREEZE));
    assertThat(nextReading().frozen()).isFalse();
  }

  /** Feeds a disk that fills until the alert fires. */
  private Alert fill(SeriesEvaluator filling) {
    List<Alert> changes = new ArrayList<>();
    while (minute < 230 && changes.isEmpty()) {
      observe(filling);
      while (filling.evaluate(filling.closable(true)) != null) {
        changes.addAll(filling.changes());
      }
    }
    assertThat(isFiring(filling)).isTrue();
    return changes.getFirst();
  }

  private void observe(SeriesEvaluator filling) {
    double used = minute * 0.4;
    long time = START + minute * MINUTE;
    filling.observe(new GaugeAggregate(time, 0, 1, used, used, used, used), time, time);
    minute++;
  }

  private SeriesReading nextReading() {
    StepBuckets.Closed closed = run.evaluate(run.closable(true));
    while (closed == null) {
      observe(run);
      closed = run.evaluate(run.closable(true));
    }
    return run.reading(closed);
  }

  private void tickTo(long eventTimeMillis) {
    for (long wall = run.clock() + 1_000; wall < eventTimeMillis; wall += 1_000) {
      run.tick(wall);
      run.notice();
    }
    run.tick(eventTimeMillis);
    run.notice();
  }

  private static SeriesCommand command(SeriesCommand.Kind kind) {
    return new SeriesCommand(kind, null, "test", Instant.ofEpochMilli(START), null);
  }

  private static boolean isFiring(SeriesEvaluator run) {
    return run.life().state() == AlertState.FIRING;
  }
}
