/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.ingest;

import java.util.Locale;

/** Why a point that a rule wanted was not taken; the label {@code cause} of the counter. */
public enum Refusal {
  /** It has no time. */
  NO_TIME,
  /** Its time is further ahead than a clock may be wrong. */
  FUTURE,
  /** A gauge, or a sum that may fall, where a rule counts. */
  NOT_A_COUNTER,
  /** A counter or histogram, where a rule reads a gauge. */
  NOT_A_GAUGE,
  /** Neither delta nor cumulative. */
  NO_TEMPORALITY,
  /** Not a number, or infinite. */
  NOT_A_NUMBER,
  /** Below zero. */
  NEGATIVE,
  /** Above what can be counted. */
  TOO_LARGE;

  /** The value of the label. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
