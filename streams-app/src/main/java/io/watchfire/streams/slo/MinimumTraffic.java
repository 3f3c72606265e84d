/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.slo;

import java.math.BigDecimal;

/**
 * How many events the long window of a tier must hold before it may fire, so that two failures out
 * of three requests at night wake nobody.
 *
 * @param pageBad bad events to page, at least 0
 * @param pageTotal events of any kind to page
 * @param ticketBad bad events for a ticket
 * @param ticketTotal events of any kind for a ticket
 */
public record MinimumTraffic(long pageBad, long pageTotal, long ticketBad, long ticketTotal) {
  /** 10 bad of 100 to page, 5 bad for a ticket. */
  public static final MinimumTraffic DEFAULT = new MinimumTraffic(10, 100, 5, 0);

  /** Whether a long window holds that share of what is asked for, above 0 and at most 1. */
  boolean met(Severity severity, BurnRates.Reading held, BigDecimal share) {
    return switch (severity) {
      case PAGE -> reaches(held.bad(), pageBad, share) && reaches(held.total(), pageTotal, share);
      case TICKET ->
          reaches(held.bad(), ticketBad, share) && reaches(held.total(), ticketTotal, share);
    };
  }

  private static boolean reaches(long events, long asked, BigDecimal share) {
    return events >= asked
        || BigDecimal.valueOf(events).compareTo(share.multiply(BigDecimal.valueOf(asked))) >= 0;
  }
}
