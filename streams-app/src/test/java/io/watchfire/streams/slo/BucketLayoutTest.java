/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.slo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class BucketLayoutTest {
  private static BucketLayout of(Duration... windows) {
    return BucketLayout.of(new TreeSet<>(List.of(windows)));
  }

  @Test
  void theDefaultWindowsHaveBucketsOfAboutAThirtieth() {
    BucketLayout layout =
        new Objective(
                new BigDecimal("99.9"),
                Duration.ofDays(30),
                Objective.defaultTiers(),
                MinimumTraffic.DEFAULT)
            .layout();
    List<Duration> widths = new ArrayList<>();
    for (int i = 0; i < layout.size(); i++) {
      widths.add(Duration.ofMillis(layout.width(i)));
    }
    assertThat(widths)
        .containsExactly(
            Duration.ofSeconds(10),
            Duration.ofMinutes(1),
            Duration.ofMinutes(2),
            Duration.ofMinutes(4),
            Duration.ofMinutes(12),
            Duration.ofMinutes(48),
            Duration.ofMinutes(144),
            Duration.ofDays(1));
  }

  @Test
  void everyWidthDividesItsWindowAndIsAMultipleOfTheFiner() {
    BucketLayout layout =
        of(
            Duration.ofSeconds(7),
            Duration.ofSeconds(70),
            Duration.ofMinutes(35),
            Duration.ofDays(7));
    for (int i = 0; i < layout.size(); i++) {
      assertThat(layout.window(i) % layout.width(i)).isZero();
      assertThat(layout.width(i) % layout.width(Math.max(0, i - 1))).isZero();
    }
  }

  @Test
  void aWindowThatItsFinerBucketsDoNotFillIsRefused() {
    assertThatThrownBy(() -> of(Duration.ofMinutes(5), Duration.ofSeconds(3601)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "window: PT1H1S (expected: a multiple of PT10S, the bucket of the next shorter"
                + " window)");
    assertThatThrownBy(() -> of(Duration.ofMillis(1_500)))
        .hasMessageContaining("window: PT1.5S (expected: a multiple of PT1S");
    assertThatThrownBy(() -> of(Duration.ofMillis(500))).hasMessageContaining("window: PT0.5S");
    assertThatThrownBy(() -> BucketLayout.of(new TreeSet<>()))
        .hasMessage("windows: none (expected: at least one)");
  }

  @Test
  void aWindowEndsAtTheClockRoundedUpToItsBucket() {
    BucketLayout layout = of(Duration.ofMinutes(5));
    assertThat(layout.end(0, 1_000_000)).isEqualTo(1_000_000);
    assertThat(layout.end(0, 1_000_001)).isEqualTo(1_010_000);
    assertThat(layout.horizon(0, 1_000_001)).isEqualTo(710_000);
  }

  @Test
  void aWindowThatIsNotKeptHasNoNumber() {
    assertThat(of(Duration.ofMinutes(5), Duration.ofHours(1)).indexOf(Duration.ofHours(1)))
        .isEqualTo(1);
    assertThatThrownBy(() -> of(Duration.ofMinutes(5)).indexOf(Duration.ofHours(1)))
        .hasMessage("window: PT1H (expected: one of the layout)");
  }
}
