/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.anomaly.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.watchfire.streams.anomaly.DetectorType;
import io.watchfire.streams.anomaly.Trial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.BiPredicate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What any detector promises of its state and of time: the compatibility kit, first half. */
class DetectorContractTest {
  @ParameterizedTest
  @EnumSource
  void sameValuesGiveTheSameVerdicts(DetectorType type) {
    double[] values = Trial.mixed(1, Trial.count(type, 3_000));
    assertThat(Trial.run(type.create(Trial.SETTINGS), values))
        .isEqualTo(Trial.run(type.create(Trial.SETTINGS), values));
  }

  @ParameterizedTest
  @EnumSource
  void whatComesLaterChangesNoVerdict(DetectorType type) {
    double[] values = Trial.mixed(2, 1_000);
    double[] other = Trial.joined(Arrays.copyOf(values, 700), Trial.constant(1e6, 300));
    assertThat(Trial.run(type.create(Trial.SETTINGS), values).subList(0, 700))
        .isEqualTo(Trial.run(type.create(Trial.SETTINGS), other).subList(0, 700));
  }

  @ParameterizedTest
  @EnumSource
  void stateWrittenAndReadAtRandomPointsChangesNothing(DetectorType type) {
    for (int seed = 0; seed < (type == DetectorType.FOREST ? 2 : 10); seed++) {
      Random random = new Random(seed);
      double[] values = Trial.mixed(seed, Trial.count(type, 3_000));
      Detector kept = type.create(Trial.SETTINGS);
      Detector restored = type.create(Trial.SETTINGS);
      boolean learn = true;
      for (int i = 0; i < values.length; i++) {
        if (random.nextInt(100) == 0) {
          restored = Trial.copy(type, restored);
        }
        learn = random.nextInt(60) == 0 ? !learn : learn || random.nextInt(10) == 0;
        assertThat(restored.next(Trial.time(i), values[i], learn))
            .as("%s, seed %d, value %d", type, seed, i)
            .isEqualTo(kept.next(Trial.time(i), values[i], learn));
      }
      assertThat(Trial.bytes(restored)).as("%s, seed %d", type, seed).isEqualTo(Trial.bytes(kept));
    }
  }

  @ParameterizedTest
  @EnumSource
  void stateIsBounded(DetectorType type) {
    int most = type == DetectorType.FOREST ? 4_000 : 100_000;
    double[] values = Trial.mixed(3, most);
    Detector detector = type.create(Trial.SETTINGS);
    assertThat(Trial.bytes(detector).length).isLessThanOrEqualTo(largest(type));
    Trial.run(detector, 0, true, Arrays.copyOf(values, most / 10));
    int early = Trial.bytes(detector).length;
    Trial.run(detector, most / 10, true, Arrays.copyOfRange(values, most / 10, most));
    int late = Trial.bytes(detector).length;
    assertThat(late).isLessThanOrEqualTo(largest(type)).isLessThanOrEqualTo(early * 3 / 2);
  }

  /** Bytes. */
  private static int largest(DetectorType type) {
    return switch (type) {
      case ENSEMBLE -> 16_384;
      case EWMA -> 512;
      case MEDIAN -> 2_300;
      case SEASONAL -> 1_400;
      case CHANGE_POINT -> 640;
      case FOREST -> 200_000;
    };
  }

  @ParameterizedTest
  @EnumSource
  void gapsAreNotJudged(DetectorType type) {
    for (Verdict verdict :
        Trial.run(type.create(Trial.SETTINGS), Trial.constant(Double.NaN, 500))) {
      assertThat(verdict.score()).isZero();
    }
    Detector detector = type.create(Trial.SETTINGS);
    Trial.run(detector, Trial.noise(4, 1_000));
    for (Verdict verdict : Trial.run(detector, 1_000, true, Trial.constant(Double.NaN, 50))) {
      assertThat(verdict.score()).isZero();
      assertThat(verdict.oneIn()).isEqualTo(1);
      assertThat(verdict.statistic()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void gapsAndIrregularStepsMakeNoAnomaly(DetectorType type) {
    Random random = new Random(5);
    Detector detector = type.create(Trial.SETTINGS);
    double[] values = Trial.noise(5, Trial.count(type, 3_000));
    List<Verdict> verdicts = new ArrayList<>();
    long time = Trial.START;
    for (double value : values) {
      time += 1 + random.nextLong(2 * Trial.STEP);
      time += random.nextInt(300) == 0 ? random.nextLong(1_000) * Trial.STEP : 0;
      boolean gap = random.nextInt(10) == 0;
      verdicts.add(detector.next(time, gap ? Double.NaN : value, true));
    }
    assertThat(Trial.alerts(verdicts)).isLessThanOrEqualTo(values.length / 200);
  }

  @ParameterizedTest
  @EnumSource
  void timeThatStandsStillOrGoesBackIsRefused(DetectorType type) {
    Detector detector = type.create(Trial.SETTINGS);
    detector.next(Trial.START, 1, true);
    assertThatThrownBy(() -> detector.next(Trial.START, 1, true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("" + Trial.START);
    Detector restored = Trial.copy(type, detector);
    assertThatThrownBy(() -> restored.next(Trial.START - 1, 1, true))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @EnumSource
  void whatIsNotLearnedChangesOnlyTheRecentPast(DetectorType type) {
    double[] before = Trial.noise(6, 1_200);
    double[] strange = Trial.constant(400, 100);
    double[] settling = Trial.noise(7, settling(type));
    double[] after = Trial.noise(8, 600);
    Detector spared = type.create(Trial.SETTINGS);
    Detector shown = type.create(Trial.SETTINGS);
    Trial.run(spared, before);
    Trial.run(shown, before);
    Trial.run(shown, 1_200, false, strange);
    Trial.run(spared, 1_200, false, Trial.constant(100, 100));
    Trial.run(shown, 1_300, false, settling);
    Trial.run(spared, 1_300, false, settling);
    int later = 1_300 + settling.length;
    List<Verdict> shownLater = Trial.run(shown, later, true, after);
    List<Verdict> sparedLater = Trial.run(spared, later, true, after);
    for (int i = 0; i < after.length; i++) {
      assertThat(shownLater.get(i))
          .as("%s, value %d", type, later + i)
          .usingRecursiveComparison()
          .withEqualsForType(closerThan(rest(type)), Double.class)
          .isEqualTo(sparedLater.get(i));
    }
  }

  /** How many values the recent past is: the ensemble averages over up to two days. */
  private static int settling(DetectorType type) {
    return type == DetectorType.ENSEMBLE ? 1_800 : 600;
  }

  /** What may be left of the past before: averages fade, and never entirely. */
  private static double rest(DetectorType type) {
    return type == DetectorType.ENSEMBLE ? 1e-9 : 0;
  }

  private static BiPredicate<Double, Double> closerThan(double share) {
    return (a, b) -> a.equals(b) || Math.abs(a - b) <= share * Math.max(1, Math.abs(b));
  }

  @ParameterizedTest
  @EnumSource
  void typesAreFoundByName(DetectorType type) {
    assertThat(DetectorType.of(type.text())).isEqualTo(type);
    assertThat(type.description()).isNotBlank().doesNotContain("\n");
    assertThatThrownBy(() -> DetectorType.of("none"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("none")
        .hasMessageContaining(type.text());
  }
}
