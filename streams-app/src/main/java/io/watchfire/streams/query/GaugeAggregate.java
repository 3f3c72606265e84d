/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.query;

/**
 * What gauges of one group read at one event time, from one record of one resource.
 *
 * @param timeMillis event time
 * @param source which of the rule's sources they come from; a lower number is preferred
 * @param points how many readings
 * @param sum of the readings
 * @param lowest reading
 * @param highest reading
 * @param area each reading times the seconds since its series' reading before, added up: what adds
 *     series whatever their export intervals
 */
public record GaugeAggregate(
    long timeMillis,
    int source,
    long points,
    double sum,
    double lowest,
    double highest,
    double area) {

  /** Both together; time and source are the same. */
  public GaugeAggregate plus(GaugeAggregate other) {
    return new GaugeAggregate(
        timeMillis,
        source,
        points + other.points,
        sum + other.sum,
        Math.min(lowest, other.lowest),
        Math.max(highest, other.highest),
        area + other.area);
  }
}
