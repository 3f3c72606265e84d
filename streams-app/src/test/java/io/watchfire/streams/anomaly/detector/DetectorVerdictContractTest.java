/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.anomaly.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.watchfire.streams.anomaly.DetectorType;
import io.watchfire.streams.anomaly.Trial;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What any detector promises of its verdicts: the compatibility kit, second half. */
class DetectorVerdictContractTest {
  private static final double RARE_ENOUGH = 1 / Trial.SETTINGS.falseAlerts();

  @ParameterizedTest
  @EnumSource
  void scoresGrowWithRarityAndAreHalfWhereAnAlertIsDue(DetectorType type) {
    List<Verdict> verdicts =
        Trial.run(type.create(Trial.SETTINGS), Trial.mixed(11, Trial.count(type, 5_000)));
    double last = 0;
    for (Verdict verdict :
        verdicts.stream().sorted(Comparator.comparingDouble(Verdict::oneIn)).toList()) {
      assertThat(verdict.score()).isBetween(0.0, 1.0).isGreaterThanOrEqualTo(last - 1e-12);
      assertThat(verdict.oneIn()).isGreaterThanOrEqualTo(1);
      if (Math.abs(verdict.oneIn() / RARE_ENOUGH - 1) > 1e-9) {
        assertThat(verdict.score() >= 0.5).isEqualTo(verdict.oneIn() >= RARE_ENOUGH);
      }
      last = verdict.score();
    }
    assertThat(Trial.alerts(verdicts)).isPositive();
  }

  @ParameterizedTest
  @EnumSource
  void theBandContainsWhatIsExpected(DetectorType type) {
    for (Verdict verdict :
        Trial.run(type.create(Trial.SETTINGS), Trial.mixed(12, Trial.count(type, 5_000)))) {
      if (!Double.isNaN(verdict.lower()) && !Double.isNaN(verdict.upper())) {
        assertThat(verdict.expected()).isBetween(verdict.lower(), verdict.upper());
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void valuesBeyondTheBandAreThoseAnAlertIsDueFor(DetectorType type) {
    double[] values = Trial.mixed(13, Trial.count(type, 5_000));
    List<Verdict> verdicts = Trial.run(type.create(Trial.SETTINGS), values);
    for (int i = 0; i < values.length; i++) {
      Verdict verdict = verdicts.get(i);
      double width = 1e-9 * (verdict.upper() - verdict.lower());
      if (values[i] > verdict.upper() + width || values[i] < verdict.lower() - width) {
        assertThat(verdict.score()).as("%s, value %d", type, i).isGreaterThanOrEqualTo(0.5);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void constantSeriesIsSilentAndAStepOnItIsNoticed(DetectorType type) {
    for (double level : new double[] {0, 5, -1e6}) {
      Detector detector = type.create(Trial.SETTINGS);
      assertThat(Trial.alerts(Trial.run(detector, Trial.constant(level, 600)))).isZero();
      List<Verdict> step = Trial.run(detector, 600, true, Trial.constant(level * 1.5 + 1, 10));
      assertThat(Trial.alerts(step)).as("%s, %s", type, level).isPositive();
    }
  }

  @ParameterizedTest
  @EnumSource
  void noiseCausesFewFalseAlerts(DetectorType type) {
    Random random = new Random(14);
    int count = Trial.count(type, 20_000);
    double[] heavy =
        Trial.series(
            count, i -> 100 + random.nextGaussian() / Math.sqrt(chiSquareOfThree(random) / 3));
    double[] skewed = Trial.series(count, i -> Math.exp(0.5 * random.nextGaussian()));
    for (double[] values : List.of(Trial.noise(14, count), heavy, skewed)) {
      long alerts = Trial.runs(Trial.run(type.create(Trial.SETTINGS), values));
      assertThat(alerts).as("%s", type).isLessThanOrEqualTo(5 + count * 3L / 1_000);
    }
  }

  private static double chiSquareOfThree(Random random) {
    double sum = 0;
    for (int i = 0; i < 3; i++) {
      double normal = random.nextGaussian();
      sum += normal * normal;
    }
    return sum;
  }

  @ParameterizedTest
  @EnumSource
  void spikeOfTwelveDeviationsIsRarerThanEverythingBefore(DetectorType type) {
    for (int seed = 20; seed < 25; seed++) {
      for (double spike : new double[] {160, 40}) {
        Detector detector = type.create(Trial.SETTINGS);
        double before = Trial.rarest(Trial.run(detector, Trial.noise(seed, 1_000)));
        Verdict verdict = detector.next(Trial.time(1_000), spike, true);
        assertThat(verdict.oneIn()).as("%s, seed %d", type, seed).isGreaterThan(before);
        assertThat(verdict.score()).as("%s, seed %d", type, seed).isGreaterThanOrEqualTo(0.5);
        assertThat(verdict.statistic()).isNotEmpty();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void oneHugeSpikeDoesNotBlind(DetectorType type) {
    for (double huge : new double[] {1e5, 1e300, Double.POSITIVE_INFINITY}) {
      Detector detector = type.create(Trial.SETTINGS);
      Trial.run(detector, Trial.noise(30, 1_000));
      Verdict before = detector.next(Trial.time(1_000), 100, true);
      detector.next(Trial.time(1_001), huge, true);
      int later = type == DetectorType.FOREST ? 400 : 100;
      Trial.run(detector, 1_002, true, Trial.noise(31, later));
      Verdict after = detector.next(Trial.time(1_002 + later), 160, true);
      assertThat(after.score()).as("%s after %s", type, huge).isGreaterThanOrEqualTo(0.5);
      if (!Double.isNaN(before.upper())) {
        assertThat(after.upper() - after.lower())
            .as("%s after %s", type, huge)
            .isLessThan(2 * (before.upper() - before.lower()));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void extremeValuesNeitherThrowNorPoison(DetectorType type) {
    double[] extremes = {
      1e300,
      -1e300,
      1e-300,
      -1e-300,
      Double.MAX_VALUE,
      -Double.MAX_VALUE,
      Double.MIN_VALUE,
      Double.POSITIVE_INFINITY,
      Double.NEGATIVE_INFINITY,
      0,
      -0.0
    };
    Random random = new Random(32);
    for (int begin : new int[] {0, 20, 500}) {
      Detector detector = type.create(Trial.SETTINGS);
      double[] values = Trial.noise(33, 1_500);
      for (int i = begin; i < begin + 20; i += 2) {
        values[i] = extremes[random.nextInt(extremes.length)];
      }
      check(Trial.run(detector, values));
      Verdict spike = detector.next(Trial.time(1_500), 250, true);
      assertThat(spike.score()).as("%s from %d", type, begin).isGreaterThanOrEqualTo(0.5);
    }
    double[] wild = Trial.series(500, i -> extremes[random.nextInt(extremes.length)]);
    check(Trial.run(type.create(Trial.SETTINGS), wild));
  }

  private static void check(List<Verdict> verdicts) {
    for (Verdict verdict : verdicts) {
      assertThat(verdict.score()).isBetween(0.0, 1.0);
      assertThat(verdict.oneIn()).isGreaterThanOrEqualTo(1).isFinite();
    }
  }

  @ParameterizedTest
  @EnumSource
  void unitMakesNoDifference(DetectorType type) {
    double[] values = Trial.mixed(34, Trial.count(type, 3_000));
    List<Verdict> plain = Trial.run(type.create(Trial.SETTINGS), values);
    for (double unit : new double[] {1_000, 0.001, 1 << 20}) {
      List<Verdict> other =
          Trial.run(
              type.create(Trial.SETTINGS), Arrays.stream(values).map(v -> v * unit).toArray());
      for (int i = 0; i < values.length; i++) {
        assertThat(other.get(i).score())
            .as("%s, value %d times %s", type, i, unit)
            .isCloseTo(plain.get(i).score(), within(tolerance(type)));
      }
    }
  }

  /** The forest computes in floats, and a cut that falls on the other side changes its score. */
  private static double tolerance(DetectorType type) {
    return type == DetectorType.FOREST ? 0.05 : 1e-6;
  }
}
