/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.schemas.otlp;

/** How records of a topic are encoded. Nothing in a record says so: it is configured per topic. */
public enum Encoding {
  /** OTLP in protobuf, what the OpenTelemetry Collector writes by default. */
  OTLP_PROTO("otlp_proto"),
  /** OTLP in JSON. */
  OTLP_JSON("otlp_json"),
  /** Watchfire's own JSON. */
  WATCHFIRE_JSON("watchfire_json");

  private final String text;

  Encoding(String text) {
    this.text = text;
  }

  /** The name in configuration and messages, for example {@code otlp_proto}. */
  public String text() {
    return text;
  }

  /**
   * The encoding of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Encoding of(String text) {
    for (Encoding encoding : values()) {
      if (encoding.text().equals(text)) {
        return encoding;
      }
    }
    throw new IllegalArgumentException(
        "encoding: " + text + " (expected: otlp_proto, otlp_json or watchfire_json)");
  }
}
