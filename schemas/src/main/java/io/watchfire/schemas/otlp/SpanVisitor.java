/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.schemas.otlp;

import io.watchfire.schemas.protobuf.Slice;

/**
 * Told what a record of spans holds, in the order of the record. Everything passed in is reused and
 * valid only during the call.
 */
public interface SpanVisitor {
  /**
   * A resource begins.
   *
   * @param identity the raw bytes of the Resource message; empty if absent
   * @param attributes its attributes
   * @return false if its spans are only to be counted
   */
  boolean resource(Slice identity, AttributeSlices attributes);

  /** A span of a wanted resource. */
  void span(OtlpSpan span);

  /** Spans skipped since {@link #resource} said no, once before its end. Not called for none. */
  void unread(int spans);

  /** The resource ends, wanted or not. */
  void endResource();
}
