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
import io.watchfire.streams.codec.ByteReader;
import io.watchfire.streams.codec.ByteWriter;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Random;
import java.util.function.LongToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A gap is no anomaly, and hides none. */
class TailEnsembleGapTest {
  private static final long SEED = 43;

  private final Random random = new Random(SEED);

  /** A day's course between 50 and 150 with little noise: lost levels are far off. */
  private final LongToDoubleFunction day =
      t -> 100 + 50 * Math.sin(2 * Math.PI * t / 86_400_000.0) + 2 * random.nextGaussian();

  @ParameterizedTest
  @CsvSource({"1, 15", "1, 60", "1, 360", "1, 720", "5, 60", "5, 360", "5, 720", "5, 1440"})
  void whatIsUsualForItsHourIsNoAnomalyAfterAGap(int stepMinutes, int gapMinutes) {
    Signal signal = new Signal(Duration.ofMinutes(stepMinutes), ZoneOffset.UTC);
    signal.feed(Duration.ofDays(4), day);
    for (int gap = 0; gap < 6; gap++) {
      signal.feed(Duration.ofHours(11), day);
      signal.time += Duration.ofMinutes(gapMinutes).toMillis();
      MonitorResult first = signal.one(day.applyAsDouble(signal.time));
      assertThat(first.verdict().score()).as("gap %d, seed %d", gap, SEED).isLessThan(0.5);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 15", "1, 720", "5, 60", "5, 1440"})
  void whatIsFarBeyondAllBeforeIsFoundRightAfterAGap(int stepMinutes, int gapMinutes) {
    Signal signal = new Signal(Duration.ofMinutes(stepMinutes), ZoneOffset.UTC);
    signal.feed(Duration.ofDays(4), day);
    signal.time += Duration.ofMinutes(gapMinutes).toMillis();
    assertThat(signal.one(1_500).starts()).as("seed %d", SEED).isTrue();
  }

  @Test
  void aSpikeIsFoundOnceTheLevelIsKnownAgain() {
    Signal signal = new Signal(Duration.ofMinutes(1), ZoneOffset.UTC);
    signal.feed(Duration.ofDays(4), day);
    signal.time += Duration.ofHours(6).toMillis();
    signal.feed(Duration.ofMinutes(90), day);
    assertThat(signal.one(300).starts()).as("seed %d", SEED).isTrue();
  }

  @Test
  void aRestartAfterAGapChangesNoVerdict() {
    Signal signal = new Signal(Duration.ofMinutes(1), ZoneOffset.UTC);
    signal.feed(Duration.ofDays(2), day);
    signal.time += Duration.ofHours(6).toMillis();
    signal.feed(Duration.ofMinutes(5), day);
    ByteWriter out = new ByteWriter(8192);
    signal.monitor.write(out);
    Monitor read =
        Monitor.read(
            new ByteReader(out.toBytes()),
            AlertPolicySettings.DEFAULT,
            in -> TailEnsemble.read(in, signal.settings));
    for (int row = 0; row < 200; row++) {
      double value = day.applyAsDouble(signal.time);
      assertThat(read.next(signal.time, value)).isEqualTo(signal.one(value));
    }
  }
}
