/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.schemas.otlp;

import io.watchfire.schemas.otlp.OtlpFields.Span;
import io.watchfire.schemas.otlp.OtlpFields.Status;
import io.watchfire.schemas.protobuf.MalformedTelemetryException;
import io.watchfire.schemas.protobuf.Slice;
import io.watchfire.schemas.protobuf.Wire;

/**
 * Reads OTLP spans in protobuf ({@code TracesData}, which is {@code ExportTraceServiceRequest})
 * without message objects. Events and links are skipped. Reusable; not thread-safe.
 */
public final class OtlpSpansReader {
  private static final int KINDS = SpanKind.values().length;
  private static final int STATUSES = SpanStatus.values().length;

  private final Wire wire = new Wire("OTLP spans");
  private final Envelope envelope = new Envelope(wire);
  private final OtlpSpan span = new OtlpSpan();

  /** A reader without bytes. */
  public OtlpSpansReader() {}

  /**
   * Reads a record. Empty bytes are a record without resources.
   *
   * @throws MalformedTelemetryException at the first byte that is wrong; what was before it has
   *     been told to the visitor
   */
  public void read(byte[] bytes, SpanVisitor visitor) throws MalformedTelemetryException {
    envelope.read(bytes, new Spans(visitor));
  }

  private void decode() throws MalformedTelemetryException {
    span.clear(wire.bytes());
    while (wire.next()) {
      switch (wire.field()) {
        case Span.TRACE_ID -> id(span.traceId, 16, "trace_id");
        case Span.SPAN_ID -> id(span.spanId, 8, "span_id");
        case Span.TRACE_STATE -> wire.range(span.traceState, "trace_state");
        case Span.PARENT_SPAN_ID -> id(span.parentSpanId, 8, "parent_span_id");
        case Span.NAME -> wire.range(span.name, "name");
        case Span.KIND -> span.kind = upTo(KINDS - 1, wire.varint("kind"));
        case Span.START_TIME_UNIX_NANO -> span.startNanos = wire.fixed64("start_time_unix_nano");
        case Span.END_TIME_UNIX_NANO -> span.endNanos = wire.fixed64("end_time_unix_nano");
        case Span.ATTRIBUTES -> span.attributes.add(wire);
        case Span.STATUS -> status();
        default -> wire.skip();
      }
    }
  }

  private void status() throws MalformedTelemetryException {
    int outer = wire.enter("status");
    while (wire.next()) {
      if (wire.field() == Status.CODE) {
        span.statusCode = upTo(STATUSES - 1, wire.varint("code"));
      } else {
        wire.skip();
      }
    }
    wire.leave(outer);
  }

  /** An enum's number; one we do not know counts as not said. */
  private static int upTo(int max, long number) {
    return number >= 0 && number <= max ? (int) number : 0;
  }

  private void id(Slice id, int length, String name) throws MalformedTelemetryException {
    wire.range(id, name);
    if (!id.isEmpty() && id.length() != length) {
      throw wire.malformed(name + " of " + id.length() + " bytes", length + " bytes or none");
    }
  }

  /** The items of the envelope: messages of type {@code Span}. */
  private final class Spans implements Envelope.Items {
    private final SpanVisitor visitor;

    Spans(SpanVisitor visitor) {
      this.visitor = visitor;
    }

    @Override
    public boolean resource(Slice identity, AttributeSlices attributes) {
      return visitor.resource(identity, attributes);
    }

    @Override
    public void scope(Slice identity) {
      // Which library made a span is of no interest to anyone yet.
    }

    @Override
    public void item() throws MalformedTelemetryException {
      decode();
      visitor.span(span);
    }

    @Override
    public int unread() {
      return 1;
    }

    @Override
    public void unread(int count) {
      visitor.unread(count);
    }

    @Override
    public void endResource() {
      visitor.endResource();
    }
  }
}
