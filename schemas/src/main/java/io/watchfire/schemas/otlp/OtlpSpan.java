/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.schemas.otlp;

import io.watchfire.schemas.protobuf.Slice;

/** A span: reused, valid only during the call that passes it. */
public final class OtlpSpan {
  final Slice traceId = new Slice();
  final Slice spanId = new Slice();
  final Slice parentSpanId = new Slice();
  final Slice traceState = new Slice();
  final Slice name = new Slice();
  final AttributeSlices attributes = new AttributeSlices();
  int kind;
  long startNanos;
  long endNanos;
  int statusCode;

  OtlpSpan() {}

  void clear(byte[] bytes) {
    traceId.set(bytes, 0, 0);
    spanId.set(bytes, 0, 0);
    parentSpanId.set(bytes, 0, 0);
    traceState.set(bytes, 0, 0);
    name.set(bytes, 0, 0);
    attributes.clear(bytes);
    kind = 0;
    startNanos = 0;
    endNanos = 0;
    statusCode = 0;
  }

  /** 16 bytes, or empty. */
  public Slice traceId() {
    return traceId;
  }

  /** 8 bytes, or empty. */
  public Slice spanId() {
    return spanId;
  }

  /** 8 bytes, or empty for a root span. */
  public Slice parentSpanId() {
    return parentSpanId;
  }

  /** The W3C tracestate; empty if there is none. */
  public Slice traceState() {
    return traceState;
  }

  /** The name, for example {@code GET /orders}. */
  public Slice name() {
    return name;
  }

  /** 0 unspecified, 1 internal, 2 server, 3 client, 4 producer, 5 consumer. */
  public int kind() {
    return kind;
  }

  /** Nanoseconds since the epoch. */
  public long startNanos() {
    return startNanos;
  }

  /** Nanoseconds since the epoch. */
  public long endNanos() {
    return endNanos;
  }

  /** 0 unset, 1 ok, 2 error. */
  public int statusCode() {
    return statusCode;
  }

  /** The span's own attributes, without the resource's. */
  public AttributeSlices attributes() {
    return attributes;
  }
}
