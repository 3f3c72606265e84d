/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.schemas.series;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a rule found in one bucket of one group.
 *
 * @param tenant whose numbers
 * @param cluster of which cluster; empty if there is only one
 * @param rule the rule's name
 * @param group the group's labels
 * @param time end of the bucket, by event time
 * @param step width of the bucket
 * @param numbers what was seen and expected, by name: value, expected, lower, upper, score, oneIn
 *     of anomalies; value, earliest, expected, latest (seconds since the epoch), low, middle, high
 *     and slopePerHour of forecasts; left out where unknown
 * @param learning whether too little was seen to judge
 * @param firing whether the rule's alert fires for the group
 * @param frozen whether the bucket was judged but not learnt, as an operator wants
 */
public record SeriesReading(
    String tenant,
    String cluster,
    String rule,
    Map<String, String> group,
    Instant time,
    Duration step,
    Map<String, Double> numbers,
    boolean learning,
    boolean firing,
    boolean frozen) {

  /** Of a group that nobody froze. */
  public SeriesReading(
      String tenant,
      String cluster,
      String rule,
      Map<String, String> group,
      Instant time,
      Duration step,
      Map<String, Double> numbers,
      boolean learning,
      boolean firing) {
    this(tenant, cluster, rule, group, time, step, numbers, learning, firing, false);
  }

  /** Copies the maps, and leaves out numbers that are none. */
  public SeriesReading {
    group = Collections.unmodifiableMap(new TreeMap<>(group));
    Map<String, Double> known = new LinkedHashMap<>(numbers);
    known.values().removeIf(number -> !Double.isFinite(number));
    numbers = Collections.unmodifiableMap(known);
  }
}
