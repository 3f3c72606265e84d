/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.ingest;

import io.watchfire.schemas.otlp.Encoding;

/**
 * What an input topic carries.
 *
 * @param signal metrics or spans
 * @param encoding in which bytes
 */
public record InputFormat(Signal signal, Encoding encoding) {
  /** What kind of telemetry. */
  public enum Signal {
    /** Metrics. */
    METRICS("metrics"),
    /** Spans. */
    SPANS("spans"),
    /** Watchfire's own summaries of spans. */
    SPAN_SUMMARIES("span-summaries");

    private final String text;

    Signal(String text) {
      this.text = text;
    }

    /** The name in configuration. */
    public String text() {
      return text;
    }
  }
}
