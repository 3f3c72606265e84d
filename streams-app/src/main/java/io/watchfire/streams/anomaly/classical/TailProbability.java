/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.anomaly.classical;

import io.watchfire.streams.anomaly.detector.DetectorSettings;
import io.watchfire.streams.anomaly.detector.ParetoTail;
import io.watchfire.streams.anomaly.detector.Verdict;
import io.watchfire.streams.codec.ByteReader;
import io.watchfire.streams.codec.ByteWriter;

/**
 * The tail probability of a standardised distance above and below, as a surprisal (-ln p), and the
 * verdict that follows from it: rarer than {@link DetectorSettings#falseAlerts} is worth an alert.
 */
final class TailProbability {
  /** Surprisal from which on a value is worth an alert. */
  private final double threshold;

  private final ParetoTail above;
  private final ParetoTail below;
  private boolean running;

  private TailProbability(DetectorSettings settings, ParetoTail above, ParetoTail below) {
    threshold = -Math.log(settings.falseAlerts());
    this.above = above;
    this.below = below;
  }

  /** For distances of single values. */
  TailProbability(DetectorSettings settings) {
    this(settings, ParetoTail.ofValues(), ParetoTail.ofValues());
  }

  /** For sums that are pulled back to 0, going beyond any height by that much on average. */
  static TailProbability ofSums(DetectorSettings settings, double excess) {
    return new TailProbability(settings, ParetoTail.ofSums(excess), ParetoTail.ofSums(excess));
  }

  /**
   * The standardised distance above from which on a value is worth an alert; each side has half of
   * the false alerts.
   */
  double criticalAbove() {
    return above.distance(threshold + Math.log(2));
  }

  /** The same below, positive. */
  double criticalBelow() {
    return below.distance(threshold + Math.log(2));
  }

  /** The larger of the two. */
  double critical() {
    return Math.max(criticalAbove(), criticalBelow());
  }

  /** -ln of how often a value lies that far out on either side; 0 in the middle. */
  double surprisal(double distance) {
    ParetoTail side = distance < 0 ? below : above;
    return Math.max(0, side.surprisal(Math.abs(distance)) - Math.log(2));
  }

  /** A verdict on a distance from what was expected. */
  Verdict verdict(double distance, double expected, double scale, String statistic) {
    return verdict(
        surprisal(distance),
        expected,
        expected - criticalBelow() * scale,
        expected + criticalAbove() * scale,
        statistic);
  }

  /** A verdict where the band is known. */
  Verdict verdict(double surprisal, double expected, double lower, double upper, String statistic) {
    double score = surprisal / (surprisal + threshold);
    // exp(709) is about the largest double.
    double oneIn = Math.exp(Math.min(surprisal, 709));
    return new Verdict(
        score, oneIn, expected, lower, upper, surprisal >= threshold ? statistic : "", false);
  }

  /**
   * Takes note of a distance; beyond an alert it counts as twice as far as one, at most. A run of
   * alerts is one event: only its first value counts, or an outage would soon seem ordinary.
   */
  void learn(double distance) {
    double highest = criticalAbove();
    double lowest = -criticalBelow();
    boolean beyond = distance >= highest || distance <= lowest;
    if (!beyond || !running) {
      above.learn(Math.min(distance, 2 * highest));
      below.learn(Math.min(-distance, -2 * lowest));
    }
    running = beyond;
  }

  void write(ByteWriter out) {
    above.write(out);
    below.write(out);
    out.u8(running ? 1 : 0);
  }

  /** Takes on what one of the same kind has written. */
  TailProbability read(ByteReader in) {
    above.read(in);
    below.read(in);
    running = in.u8() != 0;
    return this;
  }
}
