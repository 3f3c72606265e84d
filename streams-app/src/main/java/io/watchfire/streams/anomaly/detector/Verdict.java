/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.anomaly.detector;

/**
 * What a detector says of one value.
 *
 * @param score 0 to 1, growing strictly with rarity; 0.5 where an alert is due at the rate of false
 *     alerts that was asked for
 * @param oneIn the value is one in so many, by what the series has shown; 1 if ordinary
 * @param expected what would have been normal; NaN while unknown
 * @param lower a value below is rare enough for an alert; NaN while unknown
 * @param upper a value above is rare enough for an alert; NaN while unknown
 * @param statistic which statistic found it, in words that complete "because of its ..."; empty if
 *     ordinary
 * @param learning whether too little was seen to judge
 */
public record Verdict(
    double score,
    double oneIn,
    double expected,
    double lower,
    double upper,
    String statistic,
    boolean learning) {

  /** The verdict on a value of which nothing is known yet. */
  public static final Verdict LEARNING =
      new Verdict(0, 1, Double.NaN, Double.NaN, Double.NaN, "", true);
}
