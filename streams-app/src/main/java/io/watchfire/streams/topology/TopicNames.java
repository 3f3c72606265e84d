/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.topology;

/**
 * The names of Watchfire's own topics.
 *
 * @param prefix what they begin with, {@code watchfire.} by default
 */
public record TopicNames(String prefix) {
  /** The names without configuration. */
  public static final TopicNames DEFAULT = new TopicNames("watchfire.");

  /** Matched points, by resource. */
  public String packed() {
    return prefix + "packed";
  }

  /** Partial sums, by rule and group. */
  public String sums() {
    return prefix + "sums";
  }

  /** What rules of anomalies and forecasts found, by rule and group. */
  public String anomalies() {
    return prefix + "anomalies";
  }

  /** What became of alerts of rules with many groups, by rule and tenant; to be gathered. */
  public String detections() {
    return prefix + "detections";
  }

  /** How objectives stand. */
  public String sloStatus() {
    return prefix + "slo-status";
  }

  /** The current state of every alert, by fingerprint. */
  public String alerts() {
    return prefix + "alerts";
  }

  /** Every transition of every alert. */
  public String audit() {
    return prefix + "audit";
  }

  /** Records that could not be processed. */
  public String deadLetters() {
    return prefix + "dlq";
  }

  /** Watchfire's own metrics JSON. */
  public String metrics() {
    return prefix + "metrics";
  }

  /** Watchfire's own span summaries. */
  public String spanSummaries() {
    return prefix + "span-summaries";
  }
}
