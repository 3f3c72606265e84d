/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.forecast;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ForecastSettingsTest {
  private static void with(Duration horizon, Duration shortWindow, double coverage) {
    new ForecastSettings(
        90,
        Side.ABOVE,
        horizon,
        Duration.ofHours(24),
        shortWindow,
        coverage,
        0.2,
        1,
        Duration.ZERO,
        Duration.ZERO);
  }

  @Test
  void refusesWhatIsOutOfRangeAndSaysWhatIsExpected() {
    assertThatThrownBy(() -> with(Duration.ZERO, Duration.ofHours(4), 0.8))
        .hasMessage("horizon: PT0S (expected: > 0)");
    assertThatThrownBy(() -> with(Duration.ofHours(1), Duration.ofMinutes(10), 0.8))
        .hasMessageStartingWith("short window: PT10M (expected: between a 32nd and half of");
    assertThatThrownBy(() -> with(Duration.ofHours(1), Duration.ofHours(4), 0))
        .hasMessage("minimum coverage: 0.0 (expected: > 0 and <= 1)");
  }
}
