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
  /** A gauge, or a sum that may fall. */
  NOT_A_COUNTER,
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
