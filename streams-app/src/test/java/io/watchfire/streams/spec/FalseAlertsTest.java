/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FalseAlertsTest {
  @Test
  void aRateByTimeDependsOnTheStepAndOneByValuesDoesNot() {
    assertThat(FalseAlerts.parse("1 per 2d").perValue(60_000)).isEqualTo(1 / 2880.0, within(1e-12));
    assertThat(FalseAlerts.parse("0.5 per 1d").perValue(3_600_000))
        .isEqualTo(1 / 48.0, within(1e-12));
    assertThat(FalseAlerts.parse("1 per 5000 values").perValue(1)).isEqualTo(1 / 5000.0);
  }

  @Test
  void aRateThatEveryValueMayAlertIsHalved() {
    assertThat(FalseAlerts.parse("5 per 1m").perValue(60_000)).isEqualTo(0.5);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "1 per",
        "0 per 2d",
        "1 per 0 values",
        "1 per 1 values",
        "x per 2d",
        "1 per 2 days",
        "1 per 0"
      })
  void anythingElseIsRefusedWithWhatIsExpected(String text) {
    assertThatThrownBy(() -> FalseAlerts.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(text + " (expected: such as \"1 per 2d\" or \"1 per 5000 values\")");
  }
}
