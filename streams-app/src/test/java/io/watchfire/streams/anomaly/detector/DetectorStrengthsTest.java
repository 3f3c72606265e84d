/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.anomaly.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.watchfire.streams.anomaly.DetectorType;
import io.watchfire.streams.anomaly.Trial;
import io.watchfire.streams.codec.ByteReader;
import io.watchfire.streams.codec.CorruptValueException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What each of the detectors is there for. */
class DetectorStrengthsTest {
  private static final int DAY = 288;

  @Test
  void seasonalNoticesAnOrdinaryValueAtTheWrongTimeOfDay() {
    double[] values = daily(1, 10 * DAY);
    // The value of noon, at midnight: an everyday value for a detector without a clock.
    int midnight = 9 * DAY + DAY * 3 / 4;
    values[midnight] = 130;
    assertThat(verdict(DetectorType.SEASONAL, values, midnight).score()).isGreaterThan(0.5);
    assertThat(verdict(DetectorType.SEASONAL, values, midnight).statistic())
        .contains("time of day");
    assertThat(verdict(DetectorType.EWMA, values, midnight).score()).isLessThan(0.5);
  }

  @Test
  void seasonalBandIsNarrowerThanOneWithoutAClock() {
    double[] values = daily(2, 10 * DAY);
    Verdict seasonal = verdict(DetectorType.SEASONAL, values, values.length - 1);
    Verdict plain = verdict(DetectorType.EWMA, values, values.length - 1);
    assertThat(seasonal.upper() - seasonal.lower())
        .isLessThan(0.5 * (plain.upper() - plain.lower()));
  }

  @Test
  void seasonalFollowsTheClockOfItsZoneWhenItChanges() {
    ZoneId berlin = ZoneId.of("Europe/Berlin");
    Random random = new Random(3);
    long start = ZonedDateTime.of(2026, 10, 10, 0, 0, 0, 0, berlin).toInstant().toEpochMilli();
    Detector detector = DetectorType.SEASONAL.create(new DetectorSettings(1e-5, berlin));
    int alerts = 0;
    for (int i = 0; i < 20 * DAY; i++) {
      long time = start + i * Trial.STEP;
      int hour = Instant.ofEpochMilli(time).atZone(berlin).getHour();
      double office = hour >= 8 && hour < 18 ? 100 : 0;
      Verdict verdict = detector.next(time, 50 + office + 2 * random.nextGaussian(), true);
      // The clocks go back on the 25th, fifteen days in.
      if (i > 14 * DAY && verdict.score() >= 0.5) {
        alerts++;
      }
    }
    assertThat(alerts).isZero();
  }

  @Test
  void changePointNoticesALastingShiftTooSmallToSeeInAnyValue() {
    double[] values = Trial.noise(4, 1_200);
    for (int i = 1_000; i < 1_200; i++) {
      values[i] += 7.5;
    }
    List<Verdict> verdicts =
        Trial.run(DetectorType.CHANGE_POINT.create(Trial.SETTINGS), values).subList(1_000, 1_040);
    assertThat(Trial.alerts(verdicts)).isPositive();
  }

  @Test
  void medianKeepsItsBandThroughALongOutage() {
    double[] values = Trial.noise(5, 1_100);
    Arrays.fill(values, 1_000, 1_100, 0);
    List<Verdict> verdicts = Trial.run(DetectorType.MEDIAN.create(Trial.SETTINGS), values);
    assertThat(Trial.alerts(verdicts.subList(1_000, 1_100))).isEqualTo(100);
    assertThat(verdicts.getLast().expected()).isBetween(95.0, 105.0);
  }

  @Test
  void forestNoticesAnUnusualCourseOfOrdinaryValues() {
    Random random = new Random(6);
    // Up and down by turns; then standing still in between, where every value is an ordinary one.
    double[] values =
        Trial.series(1_006, i -> (i < 1_000 ? 100 + 50 * (i % 2) : 100) + random.nextGaussian());
    List<Verdict> forest = Trial.run(DetectorType.FOREST.create(Trial.SETTINGS), values);
    List<Verdict> plain = Trial.run(DetectorType.EWMA.create(Trial.SETTINGS), values);
    assertThat(Trial.alerts(forest.subList(1_000, 1_006))).isPositive();
    assertThat(Trial.alerts(plain.subList(1_000, 1_006))).isZero();
  }

  @Test
  void newLevelIsLearnedInTheEnd() {
    for (DetectorType type :
        List.of(
            DetectorType.EWMA,
            DetectorType.MEDIAN,
            DetectorType.SEASONAL,
            DetectorType.CHANGE_POINT,
            DetectorType.FOREST)) {
      double[] values = Trial.noise(7, 3_000);
      for (int i = 1_000; i < 3_000; i++) {
        values[i] += 1_000;
      }
      List<Verdict> verdicts = Trial.run(type.create(Trial.SETTINGS), values);
      assertThat(verdicts.get(1_000).score()).as("%s", type).isGreaterThan(0.5);
      assertThat(Trial.alerts(verdicts.subList(2_500, 3_000))).as("%s", type).isLessThan(5);
    }
  }

  @Test
  void foreignBytesAreNoForest() {
    byte[] state = Trial.bytes(DetectorType.FOREST.create(Trial.SETTINGS));
    Arrays.fill(state, state.length - 200, state.length - 100, (byte) 7);
    assertThatThrownBy(() -> DetectorType.FOREST.read(new ByteReader(state), Trial.SETTINGS))
        .isInstanceOf(CorruptValueException.class);
  }

  private static double[] daily(int seed, int count) {
    Random random = new Random(seed);
    return Trial.series(
        count, i -> 100 + 30 * Math.sin(i * 2 * Math.PI / DAY) + 2 * random.nextGaussian());
  }

  private static Verdict verdict(DetectorType type, double[] values, int index) {
    return Trial.run(type.create(Trial.SETTINGS), values).get(index);
  }
}
