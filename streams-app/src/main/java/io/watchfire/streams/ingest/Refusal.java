/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.ingest;

/** Why a point that a rule wanted was not taken; the label {@code cause} of the counter. */
public enum Refusal {
  /** It has no time. */
  NO_TIME("no_time"),
  /** Its time is beyond the year 2262, where nanoseconds overflow. */
  FUTURE("future"),
  /** A gauge, or a sum that may fall, where a rule counts. */
  NOT_A_COUNTER("not_a_counter"),
  /** A counter or histogram, where a rule reads a gauge. */
  NOT_A_GAUGE("not_a_gauge"),
  /** Neither delta nor cumulative. */
  NO_TEMPORALITY("no_temporality"),
  /** Not a number, or infinite. */
  NOT_A_NUMBER("not_a_number"),
  /** Below zero. */
  NEGATIVE("negative"),
  /** Above what can be counted. */
  TOO_LARGE("too_large");

  private final String text;

  Refusal(String text) {
    this.text = text;
  }

  /** The value of the label. */
  public String text() {
    return text;
  }
}
