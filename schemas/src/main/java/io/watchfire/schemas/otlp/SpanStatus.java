/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.schemas.otlp;

import java.util.List;
import java.util.stream.Stream;

/** How a span ended; in the order of their numbers in protobuf, from 0. */
public enum SpanStatus {
  /** Not said. */
  UNSET,
  /** Called good by the service's own code. */
  OK,
  /** Failed. */
  ERROR;

  /** The name in protobuf and in labels, {@code STATUS_CODE_ERROR}. */
  public String text() {
    return "STATUS_CODE_" + name();
  }

  /** All names, each at its number. */
  public static List<String> texts() {
    return Stream.of(values()).map(SpanStatus::text).toList();
  }
}
