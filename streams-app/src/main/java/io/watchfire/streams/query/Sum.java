/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.query;

/**
 * Events of one group at one event time, from one record of one resource.
 *
 * @param timeMillis event time
 * @param source which of the rule's sources they come from; a lower number is preferred
 * @param numerator events of the numerator: bad, or good where the rule counts good ones
 * @param total all events
 * @param numeratorSeen whether the numerator's series were observed; false if they were absent
 * @param totalSeen whether the denominator's series were observed
 */
public record Sum(
    long timeMillis,
    int source,
    long numerator,
    long total,
    boolean numeratorSeen,
    boolean totalSeen) {
  /** Sums of a metric's values are kept as integers in millionths of its unit: they add exactly. */
  public static final double SCALE = 1e6;
}
