/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.ingest;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.TracesData;
import io.watchfire.schemas.otlp.OtlpSpansWriter;
import java.util.Map;

/** Records of OTLP spans of one resource, each span a server's of 20 ms that ended now. */
final class Spans {
  static final int SERVER = 2;
  static final int ERROR = 2;
  static final long DURATION_NANOS = 20_000_000;

  private final OtlpSpansWriter out = new OtlpSpansWriter();
  private long id;

  private Spans(Map<String, ?> resource) {
    out.beginResource(resource);
  }

  static Spans of(Map<String, ?> resource) {
    return new Spans(resource);
  }

  Spans ok(Map<String, ?> attributes) {
    return span(Intake.NOW_NANOS, DURATION_NANOS, 0, attributes);
  }

  Spans failed(Map<String, ?> attributes) {
    return span(Intake.NOW_NANOS, DURATION_NANOS, ERROR, attributes);
  }

  Spans span(long endNanos, long durationNanos, int status, Map<String, ?> attributes) {
    id++;
    out.span(
        new OtlpSpansWriter.Identity(1, 2, id, 0),
        new OtlpSpansWriter.Span(
            "GET /", SERVER, endNanos - durationNanos, endNanos, status, attributes));
    return this;
  }

  byte[] bytes() {
    out.endResource();
    return out.toByteArray();
  }

  /** A span with a tracestate, which our own writer does not write. */
  static byte[] sampled(String... traceStates) {
    ScopeSpans.Builder spans = ScopeSpans.newBuilder();
    for (String traceState : traceStates) {
      spans.addSpans(
          Span.newBuilder()
              .setTraceId(ByteString.copyFrom(new byte[15]).concat(one()))
              .setSpanId(ByteString.copyFrom(new byte[7]).concat(one()))
              .setTraceState(traceState)
              .setStartTimeUnixNano(Intake.NOW_NANOS - DURATION_NANOS)
              .setEndTimeUnixNano(Intake.NOW_NANOS));
    }
    return TracesData.newBuilder()
        .addResourceSpans(
            ResourceSpans.newBuilder()
                .setResource(
                    Resource.newBuilder()
                        .addAttributes(
                            KeyValue.newBuilder()
                                .setKey("service.name")
                                .setValue(AnyValue.newBuilder().setStringValue("shop"))))
                .addScopeSpans(spans))
        .build()
        .toByteArray();
  }

  private static ByteString one() {
    return ByteString.copyFrom(new byte[] {1});
  }
}
