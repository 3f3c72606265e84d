/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.schemas.otlp;

import io.watchfire.schemas.protobuf.Slice;
import java.util.ArrayList;
import java.util.List;

/** Writes down, one line per call, what a reader of spans tells its visitor. */
class SpanEvents implements SpanVisitor {
  final List<String> lines = new ArrayList<>();

  @Override
  public boolean resource(Slice identity, AttributeSlices attributes) {
    lines.add("resource " + MetricEvents.hex(identity) + " " + attributes.toMap());
    return true;
  }

  @Override
  public void span(OtlpSpan span) {
    lines.add(
        "span %s %s %s [%s] %s kind=%d %d..%d status=%d %s"
            .formatted(
                MetricEvents.hex(span.traceId()),
                MetricEvents.hex(span.spanId()),
                MetricEvents.hex(span.parentSpanId()),
                span.traceState().utf8(),
                span.name().utf8(),
                span.kind(),
                span.startNanos(),
                span.endNanos(),
                span.statusCode(),
                span.attributes().toMap()));
  }

  @Override
  public void unread(int spans) {
    lines.add("unread " + spans);
  }

  @Override
  public void endResource() {
    lines.add("end");
  }
}
