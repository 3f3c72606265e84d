/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.schemas.otlp;

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
    resource = out.open(1);
    int identity = out.open(1);
    attributes.write(1, of);
    out.close(identity);
    scope = out.open(2);
  }

  /** Ends the resource. */
  public void endResource() {
    out.close(scope);
    out.close(resource);
  }

  /** A span of the resource. */
  public void span(Identity identity, Span span) {
    int mark = out.open(2);
    out.bytes(1, bigEndian(identity.traceHigh(), identity.traceLow()));
    out.bytes(2, bigEndian(identity.span()));
    if (identity.parent() != 0) {
      out.bytes(4, bigEndian(identity.parent()));
    }
    out.text(5, span.name());
    out.varint(6, span.kind());
    out.fixed64(7, span.startNanos());
    out.fixed64(8, span.endNanos());
    attributes.write(9, span.attributes());
    int status = out.open(15);
    out.varint(3, span.statusCode());
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
