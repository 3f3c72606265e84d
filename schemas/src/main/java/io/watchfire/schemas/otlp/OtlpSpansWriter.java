/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.schemas.otlp;

import io.watchfire.schemas.otlp.OtlpFields.Batch;
import io.watchfire.schemas.otlp.OtlpFields.Resource;
import io.watchfire.schemas.otlp.OtlpFields.Status;
import io.watchfire.schemas.protobuf.ProtobufWriter;
import java.util.Map;

/**
 * Writes OTLP spans in protobuf: for simulators, examples and tests. Begin a resource, write its
 * spans, end it, take the record.
 */
public final class OtlpSpansWriter {
  private final ProtobufWriter out = new ProtobufWriter();
  private final AttributeWriter attributes = new AttributeWriter(out);
  private int resource;
  private int scope;

  /** A writer without resources. */
  public OtlpSpansWriter() {}

  /**
   * A span's place in its trace.
   *
   * @param traceHigh the first 8 bytes of the trace id
   * @param traceLow the other 8; not both zero
   * @param span not zero
   * @param parent 0 for a root span
   */
  public record Identity(long traceHigh, long traceLow, long span, long parent) {}

  /**
   * What happened.
   *
   * @param kind 0 unspecified, 1 internal, 2 server, 3 client, 4 producer, 5 consumer
   * @param startNanos since the epoch
   * @param endNanos since the epoch
   * @param statusCode 0 unset, 1 ok, 2 error
   * @param attributes strings, booleans, longs and doubles; anything else by its text
   */
  public record Span(
      String name,
      int kind,
      long startNanos,
      long endNanos,
      int statusCode,
      Map<String, ?> attributes) {}

  /** Begins a resource with these attributes. */
  public void beginResource(Map<String, ?> of) {
    resource = out.open(Batch.RESOURCES);
    int identity = out.open(Batch.IDENTITY);
    attributes.write(Resource.ATTRIBUTES, of);
    out.close(identity);
    scope = out.open(Batch.CONTENT);
  }

  /** Ends the resource. */
  public void endResource() {
    out.close(scope);
    out.close(resource);
  }

  /** A span of the resource. */
  public void span(Identity identity, Span span) {
    int mark = out.open(Batch.CONTENT);
    out.bytes(OtlpFields.Span.TRACE_ID, bigEndian(identity.traceHigh(), identity.traceLow()));
    out.bytes(OtlpFields.Span.SPAN_ID, bigEndian(identity.span()));
    if (identity.parent() != 0) {
      out.bytes(OtlpFields.Span.PARENT_SPAN_ID, bigEndian(identity.parent()));
    }
    out.text(OtlpFields.Span.NAME, span.name());
    out.varint(OtlpFields.Span.KIND, span.kind());
    out.fixed64(OtlpFields.Span.START_TIME_UNIX_NANO, span.startNanos());
    out.fixed64(OtlpFields.Span.END_TIME_UNIX_NANO, span.endNanos());
    attributes.write(OtlpFields.Span.ATTRIBUTES, span.attributes());
    int status = out.open(OtlpFields.Span.STATUS);
    out.varint(Status.CODE, span.statusCode());
    out.close(status);
    out.close(mark);
  }

  /** The record. */
  public byte[] toByteArray() {
    return out.toByteArray();
  }

  private static byte[] bigEndian(long... words) {
    byte[] bytes = new byte[words.length * Long.BYTES];
    for (int i = 0; i < bytes.length; i++) {
      int shift = Byte.SIZE * (Long.BYTES - 1 - i % Long.BYTES);
      bytes[i] = (byte) (words[i / Long.BYTES] >>> shift);
    }
    return bytes;
  }
}
