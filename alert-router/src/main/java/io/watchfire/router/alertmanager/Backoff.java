/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.alertmanager;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait after a failure: doubled each time, with jitter, and bounded. */
public final class Backoff {
  public static final Duration FIRST = Duration.ofMillis(250);
  public static final Duration LONGEST = Duration.ofSeconds(15);

  private final RandomGenerator random;
  private int failures;

  public Backoff(RandomGenerator random) {
    this.random = random;
  }

  /** The wait after one more failure: between half and all of the doubled bound. */
  public Duration next() {
    long bound = Math.min(LONGEST.toMillis(), FIRST.toMillis() << Math.min(failures, 16));
    failures++;
    return Duration.ofMillis(bound / 2 + random.nextLong(bound / 2 + 1));
  }

  public void reset() {
    failures = 0;
  }
}
