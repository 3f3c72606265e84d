/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.benchmarks.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.streams.anomaly.DetectorType;
import io.watchfire.streams.anomaly.detector.DetectorSettings;
import java.time.Duration;
import java.time.ZoneOffset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GapTrialTest {
  private static final long SEED = 47;
  private static final int PLACES = 12;

  /** Of all families of made series, with gaps from a quarter of an hour to a day. */
  @ParameterizedTest
  @ValueSource(ints = {1, 5})
  void theFirstValueAfterAGapIsNoAnomaly(int stepMinutes) {
    DetectorSettings settings =
        new DetectorSettings(DetectorSettings.USUAL_FALSE_ALERTS, ZoneOffset.UTC);
    GapTrial trial = new GapTrial(DetectorType.ENSEMBLE, settings, PLACES);
    GapCount all = GapCount.NONE;
    for (Duration gap : GapBenchmark.GAPS) {
      GapCount count = GapCount.NONE;
      for (LabelledSeries series : GapBenchmark.made(Duration.ofMinutes(stepMinutes), SEED)) {
        count = count.plus(trial.of(series, gap.toMillis(), SEED));
      }
      assertThat(count.gaps()).as("gaps of %s, seed %d", gap, SEED).isGreaterThan(60);
      assertThat(count.quietFirst())
          .as("quiet after %s, %s, seed %d", gap, count, SEED)
          .isGreaterThanOrEqualTo(95);
      all = all.plus(count);
    }
    assertThat(all.quietSoon()).as("%s, seed %d", all, SEED).isGreaterThanOrEqualTo(95);
  }
}
