/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.schemas.otlp;

/** The kinds of OTLP metric, by which data message a metric carries. */
public enum MetricType {
  /** A value that goes up and down. */
  GAUGE("GAUGE"),
  /** Additions; a counter if monotonic. */
  SUM("SUM"),
  /** Counts by explicit bounds. */
  HISTOGRAM("HISTOGRAM"),
  /** Counts by bounds that are powers of a base given by a scale. */
  EXPONENTIAL_HISTOGRAM("EXPONENTIAL_HISTOGRAM"),
  /** Quantiles computed by the producer, with count and sum. */
  SUMMARY("SUMMARY");

  private final String text;

  MetricType(String text) {
    this.text = text;
  }

  /** The name that the identity of a series is made of; it never changes. */
  public String text() {
    return text;
  }
}
