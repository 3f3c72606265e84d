/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.anomaly.ensemble;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.streams.anomaly.AlertPolicySettings;
import io.watchfire.streams.anomaly.Monitor;
import io.watchfire.streams.anomaly.MonitorResult;
import io.watchfire.streams.anomaly.Signal;
import io.watchfire.streams.anomaly.Trial;
import io.watchfire.streams.anomaly.detector.DetectorSettings;
import io.watchfire.streams.anomaly.detector.Verdict;
import io.watchfire.streams.codec.ByteReader;
import io.watchfire.streams.codec.ByteWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Random;
import java.util.function.LongToDoubleFunction;
import org.junit.jupiter.api.Test;

/**
 * Longer than 300 lines, since it holds everything that is promised of the default detector, a
 * sentence each.
 */
class TailEnsembleTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final long SEED = 42;

  private final Random random = new Random(SEED);
  private final LongToDoubleFunction noise = Signal.noise(random);

  @Test
  void aSpikeAlertsAtOnce() {
    Signal signal = new Signal(MINUTE, ZoneOffset.UTC);
    signal.feed(Duration.ofDays(2), noise);
    assertThat(signal.one(150).starts()).isTrue();
  }

  @Test
  void aSpikeIsNamedAndPlacedAgainstWhatWasExpected() {
    Signal signal = new Signal(MINUTE, ZoneOffset.UTC);
    signal.feed(Duration.ofDays(2), noise);
    Verdict verdict = signal.one(150).verdict();
    assertThat(verdict.expected()).isBetween(90.0, 110.0);
    assertThat(verdict.upper()).isBetween(105.0, 150.0);
    assertThat(verdict.lower()).isBetween(50.0, 95.0);
    assertThat(verdict.statistic()).isNotEmpty();
    assertThat(verdict.oneIn()).isGreaterThan(1 / Signal.RATE);
  }

  @Test
  void oneHugeSpikeDoesNotBlind() {
    Signal signal = new Signal(MINUTE, ZoneOffset.UTC);
    signal.feed(Duration.ofDays(2), noise);
    assertThat(signal.one(1e6).starts()).isTrue();
    signal.feed(Duration.ofHours(2), noise);
    assertThat(signal.one(150).starts()).isTrue();
  }

  @Test
  void anOutageIsNotLearntAsNormal() {
    Signal signal = new Signal(MINUTE, ZoneOffset.UTC);
    signal.feed(Duration.ofDays(3), noise);
    assertThat(signal.feed(Duration.ofMinutes(40), t -> 0)).isNotEmpty();
    signal.feed(Duration.ofHours(9), noise);
    assertThat(signal.feed(Duration.ofMinutes(40), t -> 0)).isNotEmpty();
  }

  @Test
  void aNewLevelBecomesNormalWithinADay() {
    Signal signal = new Signal(MINUTE, ZoneOffset.UTC);
    signal.feed(Duration.ofDays(3), noise);
    LongToDoubleFunction higher = t -> 40 + noise.applyAsDouble(t);
    assertThat(signal.feed(Duration.ofHours(1), higher)).isNotEmpty();
    signal.feed(Duration.ofHours(23), higher);
    assertThat(signal.feed(Duration.ofDays(2), higher)).hasSizeLessThanOrEqualTo(1);
    assertThat(signal.one(140).firing()).isFalse();
  }

  @Test
  void peaksThatRecurDailyAreExpectedFromTheThirdDay() {
    Signal signal = new Signal(MINUTE, ZoneOffset.UTC);
    LongToDoubleFunction job =
        t -> noise.applyAsDouble(t) + (Math.floorMod(t, 86_400_000L) < 1_200_000 ? 200 : 0);
    signal.feed(Duration.ofDays(3), job);
    List<Instant> starts = signal.feed(Duration.ofDays(12), job);
    assertThat(starts).filteredOn(at -> at.toString().contains("T00:")).hasSizeLessThanOrEqualTo(1);
    assertThat(starts).hasSizeLessThanOrEqualTo(4);
  }

  @Test
  void peaksThatRecurWeeklyAreExpectedFromTheSecondWeek() {
    Signal signal = new Signal(Duration.ofMinutes(5), ZoneOffset.UTC);
    LongToDoubleFunction job =
        t -> noise.applyAsDouble(t) + (Math.floorMod(t, 604_800_000L) < 3_600_000 ? 200 : 0);
    signal.feed(Duration.ofDays(8), job);
    assertThat(signal.feed(Duration.ofDays(28), job)).hasSizeLessThanOrEqualTo(3);
  }

  @Test
  void aPeakStaysExpectedAcrossAChangeOfTheClock() {
    ZoneId berlin = ZoneId.of("Europe/Berlin");
    Signal signal = new Signal(MINUTE, berlin);
    LongToDoubleFunction job =
        t -> {
          ZonedDateTime local = Instant.ofEpochMilli(t).atZone(berlin);
          boolean on = local.getHour() == 9 && local.getMinute() < 20;
          return noise.applyAsDouble(t) + (on ? 200 : 0);
        };
    signal.feed(Duration.ofDays(19), job); // until 30 March; the clock changes on the 31st
    List<Instant> starts = signal.feed(Duration.ofDays(4), job);
    assertThat(starts).noneMatch(s -> s.atZone(berlin).getHour() == 9);
  }

  @Test
  void aConstantSeriesIsSilentAndThenAStepAlerts() {
    Signal signal = new Signal(MINUTE, ZoneOffset.UTC);
    assertThat(signal.feed(Duration.ofDays(3), t -> 7)).isEmpty();
    assertThat(signal.one(8).starts()).isTrue();
  }

  @Test
  void zerosAreSilentAndThenValuesAlert() {
    Signal signal = new Signal(MINUTE, ZoneOffset.UTC);
    assertThat(signal.feed(Duration.ofDays(3), t -> 0)).isEmpty();
    assertThat(signal.one(5).starts()).isTrue();
  }

  @Test
  void aYoungSeriesIsLearntBeforeItIsJudged() {
    Signal signal = new Signal(MINUTE, ZoneOffset.UTC);
    assertThat(signal.one(100).verdict().learning()).isTrue();
    signal.feed(Duration.ofHours(2), noise);
    assertThat(signal.one(400).starts()).isTrue();
  }

  @Test
  void missingValuesAreNotJudgedAndDoNotDisturb() {
    Signal signal = new Signal(MINUTE, ZoneOffset.UTC);
    LongToDoubleFunction holes = t -> random.nextInt(5) == 0 ? Double.NaN : noise.applyAsDouble(t);
    signal.feed(Duration.ofDays(2), holes);
    assertThat(signal.feed(Duration.ofDays(4), holes)).hasSizeLessThanOrEqualTo(4);
    assertThat(signal.one(Double.NaN).verdict().score()).isZero();
    signal.time += Duration.ofHours(5).toMillis();
    assertThat(signal.feed(Duration.ofHours(1), holes)).isEmpty();
    assertThat(signal.one(150).starts()).isTrue();
  }

  @Test
  void aChangeOfUnitChangesNoScore() {
    DetectorSettings settings = new DetectorSettings(Signal.RATE, ZoneOffset.UTC);
    TailEnsemble seconds = new TailEnsemble(settings);
    TailEnsemble millis = new TailEnsemble(settings);
    for (int i = 0; i < 6000; i++) {
      double value = 2 + random.nextGaussian() + (i % 997 == 0 ? 9 : 0);
      long time = Signal.START + i * 60_000L;
      assertThat(millis.next(time, value * 1000, true).score())
          .as("row %d, seed %d", i, SEED)
          .isCloseTo(
              seconds.next(time, value, true).score(), org.assertj.core.data.Offset.offset(1e-3));
    }
  }

  @Test
  void readingWhatWasWrittenGivesTheSameVerdicts() {
    Signal signal = new Signal(MINUTE, ZoneOffset.UTC);
    for (int i = 0; i < 4000; i++) {
      double value = i % 11 == 0 ? Double.NaN : noise.applyAsDouble(0);
      if (i % 700 == 0) {
        ByteWriter out = new ByteWriter(8192);
        signal.monitor.write(out);
        Monitor copy = read(out, signal.settings);
        assertThat(copy.next(signal.time, 130))
            .isEqualTo(read(out, signal.settings).next(signal.time, 130));
        signal.monitor = read(out, signal.settings);
        assertThat(signal.one(value)).isEqualTo(copyOf(out, signal, value));
      }
      signal.one(value);
    }
  }

  private static MonitorResult copyOf(ByteWriter out, Signal signal, double value) {
    return read(out, signal.settings).next(signal.time - 60_000, value);
  }

  @Test
  void absurdValuesCauseNoAlertsAfterwards() {
    for (int from : new int[] {0, 20, 500}) {
      Signal signal = new Signal(Duration.ofMinutes(5), ZoneOffset.UTC);
      for (int i = 0; i < 1_500; i++) {
        boolean absurd = i >= from && i < from + 20 && i % 2 == 0;
        double value = absurd ? Math.copySign(1e300, i % 3 - 1) : noise.applyAsDouble(0);
        MonitorResult result = signal.one(value);
        if (i > from + 60) {
          assertThat(result.starts()).as("row %d, from %d, seed %d", i, from, SEED).isFalse();
        }
      }
      Verdict verdict = signal.one(noise.applyAsDouble(0)).verdict();
      assertThat(verdict.upper() - verdict.lower()).isBetween(10.0, 100.0);
    }
  }

  @Test
  void whatLiesOutsideTheBandIsDueForAnAlert() {
    for (int seed = 0; seed < 20; seed++) {
      TailEnsemble detector = new TailEnsemble(Trial.SETTINGS);
      double[] values = Trial.mixed(seed, 5_000);
      int outside = 0;
      for (int i = 0; i < values.length; i++) {
        Verdict verdict = detector.next(Trial.time(i), values[i], true);
        double rounding = 1e-9 * (verdict.upper() - verdict.lower());
        if (values[i] > verdict.upper() + rounding || values[i] < verdict.lower() - rounding) {
          outside++;
          assertThat(verdict.score()).as("seed %d, value %d", seed, i).isGreaterThanOrEqualTo(0.5);
        }
      }
      assertThat(outside).as("seed %d", seed).isPositive();
    }
  }

  @Test
  void extremesAndNonsenseGiveFiniteVerdicts() {
    double[] nasty = {1e300, 1e-300, -1e300, 0, Double.MAX_VALUE, Double.MIN_VALUE, Double.NaN};
    for (double first : nasty) {
      TailEnsemble detector = new TailEnsemble(new DetectorSettings(Signal.RATE, ZoneOffset.UTC));
      for (int i = 0; i < 3000; i++) {
        double value = i == 0 ? first : nasty[random.nextInt(nasty.length)];
        double given = i % 50 == 0 ? Double.POSITIVE_INFINITY : value;
        Verdict verdict = detector.next(Signal.START + i * 60_000L, given, true);
        assertThat(verdict.score()).as("row %d, first %s", i, first).isBetween(0.0, 1.0);
        assertThat(verdict.oneIn()).isGreaterThanOrEqualTo(1).isFinite();
      }
    }
  }

  @Test
  void falseAlertsOnNoiseAreNoMoreThanAskedFor() {
    List<LongToDoubleFunction> kinds =
        List.of(
            noise,
            t -> Math.exp(random.nextGaussian()),
            t -> -Math.log(1 - random.nextDouble()),
            t -> Math.floor(6 * random.nextDouble()) + Math.floor(6 * random.nextDouble()),
            t -> random.nextInt(20) == 0 ? 1 : 0);
    int alerts = 0;
    for (LongToDoubleFunction kind : kinds) {
      alerts += new Signal(MINUTE, ZoneOffset.UTC).feed(Duration.ofDays(20), kind).size();
    }
    assertThat(alerts / 100.0).as("a day, seed %d", SEED).isLessThan(Signal.RATE * 1440);
  }

  @Test
  void theStateOfAnOldSeriesIsUnderEightKilobytes() {
    Signal signal = new Signal(MINUTE, ZoneOffset.UTC);
    signal.feed(Duration.ofDays(20), t -> noise.applyAsDouble(t) * (1 + t % 7));
    ByteWriter out = new ByteWriter(16);
    signal.monitor.write(out);
    assertThat(out.length()).isLessThan(8192);
  }

  private static Monitor read(ByteWriter out, DetectorSettings settings) {
    return Monitor.read(
        new ByteReader(out.toBytes()),
        AlertPolicySettings.DEFAULT,
        in -> TailEnsemble.read(in, settings));
  }

  @Test
  void whatAReleaseWithOtherStatisticsLearntIsLearntAnew() {
    byte[] older = {3, 1, 2, 3};
    TailEnsemble read = TailEnsemble.read(new ByteReader(older), Trial.SETTINGS);
    assertThat(read.next(Signal.START, 1, true).learning()).isTrue();
  }

  @Test
  void nearlyEveryValueMayBeAskedToAlert() {
    TailEnsemble detector = new TailEnsemble(new DetectorSettings(0.9, ZoneOffset.UTC));
    for (int row = 0; row < 500; row++) {
      Verdict verdict = detector.next(Signal.START + row * 60_000L, noise.applyAsDouble(row), true);
      assertThat(verdict.score()).as("row %d, seed %d", row, SEED).isBetween(0.0, 1.0);
    }
  }

  @Test
  void outagesOfASeriesAtRestAlertAgainAndAgain() {
    Signal signal = new Signal(MINUTE, ZoneOffset.UTC);
    for (int outage = 0; outage < 7; outage++) {
      signal.feed(Duration.ofMinutes(5000 + 173 * outage), t -> 100);
      assertThat(signal.feed(Duration.ofMinutes(5), t -> 0)).as("outage %d", outage).isNotEmpty();
    }
  }

  @Test
  void roundingOfAConstantIsNoDifference() {
    Signal signal = new Signal(Duration.ofMinutes(5), ZoneOffset.UTC);
    signal.feed(Duration.ofDays(10), t -> 0.1);
    assertThat(signal.one(0.10000000000000002).starts()).isFalse();
    assertThat(signal.feed(Duration.ofDays(1), t -> 0.1)).isEmpty();
  }

  @Test
  void aFrozenSeriesIsJudgedByWindowsToo() {
    Signal signal = new Signal(Duration.ofMinutes(5), ZoneOffset.UTC);
    signal.feed(Duration.ofDays(14), noise);
    signal.monitor.freeze(Long.MAX_VALUE);
    assertThat(signal.feed(Duration.ofDays(1), t -> 4.5 + noise.applyAsDouble(t)))
        .as("seed %d", SEED)
        .isNotEmpty();
  }

  @Test
  void infiniteValuesAreTheLargestThereAre() {
    TailEnsemble detector = new TailEnsemble(Trial.SETTINGS);
    for (int row = 0; row < 300; row++) {
      double value = row % 3 == 0 ? Double.POSITIVE_INFINITY : row < 59 ? 0 : row;
      Verdict verdict = detector.next(Signal.START + row * 60_000L, value, true);
      assertThat(verdict.score()).as("row %d", row).isBetween(0.0, 1.0);
    }
  }
}
