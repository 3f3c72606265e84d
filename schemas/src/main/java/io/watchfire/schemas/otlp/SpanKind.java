/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.schemas.otlp;

import java.util.List;
import java.util.stream.Stream;

/** Which part a span has in a call; in the order of their numbers in protobuf, from 0. */
public enum SpanKind {
  /** Not said. */
  UNSPECIFIED,
  /** Within a service. */
  INTERNAL,
  /** Answers a call. */
  SERVER,
  /** Makes a call. */
  CLIENT,
  /** Sends a message. */
  PRODUCER,
  /** Takes a message. */
  CONSUMER;

  /** The name in protobuf and in labels, {@code SPAN_KIND_SERVER}. */
  public String text() {
    return "SPAN_KIND_" + name();
  }

  /** All names, each at its number. */
  public static List<String> texts() {
    return Stream.of(values()).map(SpanKind::text).toList();
  }
}
