/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.schemas.otlp;

/** What a point of a sum or histogram counts. */
public enum Temporality {
  /** Not said: not legal for sums and histograms, and all that gauges and summaries have. */
  UNSPECIFIED("UNSPECIFIED"),
  /** What happened in (start, time]. */
  DELTA("DELTA"),
  /** What happened since start. */
  CUMULATIVE("CUMULATIVE");

  private final String text;

  Temporality(String text) {
    this.text = text;
  }

  /** The name that the identity of a series is made of; it never changes. */
  public String text() {
    return text;
  }

  /** The number in protobuf. */
  long number() {
    return switch (this) {
      case UNSPECIFIED -> 0;
      case DELTA -> 1;
      case CUMULATIVE -> 2;
    };
  }

  static Temporality of(long number) {
    return number == 1 ? DELTA : number == 2 ? CUMULATIVE : UNSPECIFIED;
  }
}
