/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.targets.sending;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RetryAfterTest {
  private static final Instant NOW = Instant.parse("2026-11-22T11:00:00Z");

  @Test
  void secondsAreSeconds() {
    assertThat(RetryAfter.parse(" 120 ", NOW)).isEqualTo(Duration.ofMinutes(2));
    assertThat(RetryAfter.parse("0", NOW)).isEqualTo(Duration.ZERO);
  }

  @Test
  void dateIsSoFarAhead() {
    assertThat(RetryAfter.parse("Sun, 22 Nov 2026 11:00:30 GMT", NOW))
        .isEqualTo(Duration.ofSeconds(30));
    assertThat(RetryAfter.parse("Sun, 22 Nov 2026 10:00:00 GMT", NOW)).isEqualTo(Duration.ZERO);
  }

  @Test
  void nobodyIsSilencedForAYear() {
    assertThat(RetryAfter.parse("31536000", NOW)).isEqualTo(RetryAfter.MAX);
    assertThat(RetryAfter.parse("9".repeat(40), NOW)).isEqualTo(RetryAfter.MAX);
    assertThat(RetryAfter.parse("Mon, 22 Nov 2027 11:00:00 GMT", NOW)).isEqualTo(RetryAfter.MAX);
  }

  @Test
  void anythingElseSaysNothing() {
    assertThat(RetryAfter.parse("soon", NOW)).isNull();
    assertThat(RetryAfter.parse("-5", NOW)).isNull();
    assertThat(RetryAfter.parse("", NOW)).isNull();
  }
}
