/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private final Backoff backoff = new Backoff(new Random(7));

  @Test
  void doublesWithJitterUpToItsBoundAndStartsAnewAfterSuccess() {
    long bound = Backoff.FIRST.toMillis();
    for (int i = 0; i < 100; i++) {
      assertThat(backoff.next())
          .as("wait %d, seed 7", i)
          .isBetween(Duration.ofMillis(bound / 2), Duration.ofMillis(bound));
      bound = Math.min(bound * 2, Backoff.LONGEST.toMillis());
    }
    backoff.reset();
    assertThat(backoff.next()).isLessThanOrEqualTo(Backoff.FIRST);
  }
}
