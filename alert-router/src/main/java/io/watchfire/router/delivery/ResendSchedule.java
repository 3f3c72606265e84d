/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * When a firing alert is sent again, and how long Alertmanager may believe it without hearing more.
 *
 * @param interval between two sendings of a firing alert
 */
public record ResendSchedule(Duration interval) {
  /**
   * A restart or upgrade of the router must not resolve everything: Prometheus' 4 minutes are too
   * short for that.
   */
  static final Duration SHORTEST_HORIZON = Duration.ofMinutes(15);

  /** The next sending after one at that time; on full seconds, so that resends share a request. */
  Instant next(Instant sent) {
    Instant exact = sent.plus(interval);
    return interval.compareTo(Duration.ofSeconds(10)) < 0
        ? exact
        : exact.truncatedTo(ChronoUnit.SECONDS);
  }

  /** Until when Alertmanager keeps a firing alert that is sent now, if nothing follows. */
  Instant horizon(Instant now) {
    Duration horizon = interval.multipliedBy(4);
    return now.plus(horizon.compareTo(SHORTEST_HORIZON) < 0 ? SHORTEST_HORIZON : horizon);
  }
}
