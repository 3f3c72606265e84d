/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.schemas.otlp;

import io.watchfire.schemas.protobuf.MalformedTelemetryException;
import io.watchfire.schemas.protobuf.Slice;
import io.watchfire.schemas.protobuf.Wire;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What a record looks like, from its first bytes, in words for an error message. Never used to
 * decide how to read a record: a guess that is right most of the time loses data the rest of it.
 */
public final class EncodingGuess {
  private static final int LOOKED_AT = 4096;

  private EncodingGuess() {}

  /** For example "OTLP JSON" or "a Zipkin list"; "nothing we know" if no guess fits. */
  public static String of(byte[] bytes) {
    if (bytes.length == 0) {
      return "an empty record";
    }
    byte[] head = Arrays.copyOf(bytes, Math.min(bytes.length, LOOKED_AT));
    String text = new String(head, StandardCharsets.ISO_8859_1).stripLeading();
    if (text.startsWith("{")) {
      return object(text);
    }
    if (text.startsWith("[")) {
      return list(text);
    }
    return binary(bytes, text);
  }

  private static String object(String text) {
    if (hasKeys(text, "resourceMetrics")
        || hasKeys(text, "resourceSpans")
        || hasKeys(text, "resourceLogs")) {
      return "OTLP JSON";
    }
    if (hasKeys(text, "labels", "name", "value")) {
      return "Telefonica JSON (prometheus-kafka-adapter)";
    }
    if (hasKeys(text, "fields", "tags")) {
      return "Telegraf JSON";
    }
    if (hasKeys(text, "kind", "counter") || hasKeys(text, "kind", "gauge")) {
      return "Vector JSON";
    }
    return watchfire(text, "JSON that we do not know");
  }

  private static String list(String text) {
    if (hasKeys(text, "traceId", "id") || hasKeys(text, "localEndpoint")) {
      return "a Zipkin list";
    }
    return watchfire(text, "a list in JSON that we do not know");
  }

  private static String watchfire(String text, String otherwise) {
    if (hasKeys(text, "metrics", "points")) {
      return "Watchfire's metrics in JSON";
    }
    if (hasKeys(text, "operation", "service")) {
      return "Watchfire's span summaries in JSON";
    }
    return otherwise;
  }

  private static boolean hasKeys(String text, String... keys) {
    for (String key : keys) {
      if (!text.contains('"' + key + '"')) {
        return false;
      }
    }
    return true;
  }

  private static String binary(byte[] bytes, String text) {
    return switch (bytes[0]) {
      case 0x0a -> fieldOne(bytes);
      case 0x12 -> "Tempo's PushBytesRequest";
      case 0x22 -> "Prometheus remote write 2";
      case 0x0b, 0x0c -> "a Zipkin list in thrift";
      default -> isLine(text) ? "Influx line protocol or Prometheus text" : snappy(bytes);
    };
  }

  /** Metrics and spans differ only deep inside: what reads without an error is what it is. */
  private static String fieldOne(byte[] bytes) {
    if (bytes.length > 1 && bytes[1] == 0x10) {
      return "a Jaeger span in protobuf";
    }
    Everything everything = new Everything();
    try {
      new OtlpMetricsReader().read(bytes, everything);
      return "OTLP metrics in protobuf";
    } catch (MalformedTelemetryException notMetrics) {
      // Tried as spans next.
    }
    try {
      new OtlpSpansReader().read(bytes, everything);
      return "OTLP spans in protobuf";
    } catch (MalformedTelemetryException notSpans) {
      return "protobuf, perhaps cut off, Prometheus remote write or a Zipkin list";
    }
  }

  private static boolean isLine(String text) {
    int letters = 0;
    while (letters < text.length() && isNameCharacter(text.charAt(letters))) {
      letters++;
    }
    return letters > 0
        && letters < text.length()
        && Character.isLetter(text.charAt(0))
        && ", {#".indexOf(text.charAt(letters)) >= 0;
  }

  private static boolean isNameCharacter(char c) {
    return (c < 0x80 && Character.isLetterOrDigit(c))
        || c == '_'
        || c == ':'
        || c == '.'
        || c == '-';
  }

  /** A snappy block begins with the length it unpacks to, then a literal with our first byte. */
  private static String snappy(byte[] bytes) {
    Wire wire = new Wire("snappy");
    wire.reset(bytes, 0, bytes.length);
    try {
      long unpacked = wire.varint();
      boolean literal = wire.remaining() > 1 && (bytes[wire.position()] & 3) == 0;
      if (literal && unpacked >= wire.remaining() / 2 && unpacked < 1L << 30) {
        int extra = Math.max(0, ((bytes[wire.position()] & 0xff) >>> 2) - 59);
        int first = wire.position() + 1 + extra;
        return first < bytes.length && bytes[first] == 0x22
            ? "Prometheus remote write 2 (snappy)"
            : "Prometheus remote write (snappy)";
      }
    } catch (MalformedTelemetryException e) {
      // Not even a length.
    }
    return "nothing we know";
  }

  /** Refuses nothing, so that all is read. */
  private static final class Everything implements MetricVisitor, SpanVisitor {
    @Override
    public boolean resource(Slice identity, AttributeSlices attributes) {
      return true;
    }

    @Override
    public void scope(Slice identity) {}

    @Override
    public boolean metric(OtlpMetric metric) {
      return true;
    }

    @Override
    public void point(OtlpMetric metric, OtlpPoint point) {}

    @Override
    public void span(OtlpSpan span) {}

    @Override
    public void unread(int count) {}

    @Override
    public void endResource() {}
  }
}
