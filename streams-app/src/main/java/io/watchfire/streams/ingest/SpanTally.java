/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.ingest;

import io.watchfire.streams.histogram.Recorder;
import org.jspecify.annotations.Nullable;

/**
 * Spans of one group and second being counted. Weights may be fractions; they are rounded once,
 * when all have been added.
 */
final class SpanTally {
  private double numerator;
  private double total;
  private @Nullable Recorder durations;

  /** Adds to the numerator. */
  void addToNumerator(double amount) {
    numerator += amount;
  }

  /** Adds to the denominator. */
  void addToTotal(double amount) {
    total += amount;
  }

  /**
   * Takes a duration, where all of them are asked for.
   *
   * @param weight for how many spans it stands
   */
  void observe(double seconds, double weight) {
    Recorder recorder = durations == null ? new Recorder() : durations;
    recorder.add(seconds, weight);
    durations = recorder;
  }

  /** What a packed record says of them; see {@link PackedRecord.Event} for the parameters. */
  PackedRecord.Event event(int target, int source, long timeMillis) {
    return new PackedRecord.Event(
        target,
        source,
        timeMillis,
        Math.round(numerator),
        Math.round(total),
        durations == null ? null : durations.histogram());
  }
}
