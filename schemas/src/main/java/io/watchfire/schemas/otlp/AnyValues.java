/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.schemas.otlp;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.watchfire.schemas.otlp.OtlpFields.AnyValue;
import io.watchfire.schemas.otlp.OtlpFields.KeyValue;
import io.watchfire.schemas.otlp.OtlpFields.Values;
import io.watchfire.schemas.protobuf.MalformedTelemetryException;
import io.watchfire.schemas.protobuf.Wire;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/** OTLP's {@code AnyValue}: checked as it is read, turned into text only when asked for. */
final class AnyValues {
  /** Values within values; deeper ones are refused. */
  static final int MAX_DEPTH = 16;

  private static final JsonFactory JSON = new JsonFactory();

  private AnyValues() {}

  /** Reads the value of the current message to its end, so that {@link #text} cannot fail. */
  static void check(Wire wire, int depth) throws MalformedTelemetryException {
    if (depth > MAX_DEPTH) {
      throw wire.malformed("values nested deeper than " + MAX_DEPTH, "<= " + MAX_DEPTH);
    }
    while (wire.next()) {
      switch (wire.field()) {
        case AnyValue.STRING_VALUE -> wire.advance(wire.length("string_value"));
        case AnyValue.BOOL_VALUE -> wire.varint("bool_value");
        case AnyValue.INT_VALUE -> wire.varint("int_value");
        case AnyValue.DOUBLE_VALUE -> wire.fixed64("double_value");
        case AnyValue.ARRAY_VALUE -> checkArray(wire, depth);
        case AnyValue.KVLIST_VALUE -> checkKeyValues(wire, depth);
        case AnyValue.BYTES_VALUE -> wire.advance(wire.length("bytes_value"));
        default -> wire.skip();
      }
    }
  }

  private static void checkArray(Wire wire, int depth) throws MalformedTelemetryException {
    int outer = wire.enter("array_value");
    while (wire.next()) {
      if (wire.field() == Values.VALUES) {
        int array = wire.enter("values");
        check(wire, depth + 1);
        wire.leave(array);
      } else {
        wire.skip();
      }
    }
    wire.leave(outer);
  }

  private static void checkKeyValues(Wire wire, int depth) throws MalformedTelemetryException {
    int outer = wire.enter("kvlist_value");
    while (wire.next()) {
      if (wire.field() == Values.VALUES) {
        int list = wire.enter("values");
        checkKeyValue(wire, depth);
        wire.leave(list);
      } else {
        wire.skip();
      }
    }
    wire.leave(outer);
  }

  private static void checkKeyValue(Wire wire, int depth) throws MalformedTelemetryException {
    while (wire.next()) {
      switch (wire.field()) {
        case KeyValue.KEY -> wire.advance(wire.length("key"));
        case KeyValue.VALUE -> {
          int keyValue = wire.enter("value");
          check(wire, depth + 1);
          wire.leave(keyValue);
        }
        default -> wire.skip();
      }
    }
  }

  /** A checked value as people read it; empty text if it has none. */
  static String text(byte[] bytes, int offset, int length) {
    Wire wire = new Wire("AnyValue");
    wire.reset(bytes, offset, length);
    try {
      return text(wire);
    } catch (MalformedTelemetryException | IOException e) {
      throw new IllegalStateException("a checked value cannot fail to be read", e);
    }
  }

  private static String text(Wire wire) throws MalformedTelemetryException, IOException {
    String text = "";
    while (wire.next()) {
      switch (wire.field()) {
        case AnyValue.STRING_VALUE -> text = utf8(wire);
        case AnyValue.BOOL_VALUE -> text = Boolean.toString(wire.varint() != 0);
        case AnyValue.INT_VALUE -> text = Long.toString(wire.varint());
        case AnyValue.DOUBLE_VALUE -> text = number(Double.longBitsToDouble(wire.fixed64()));
        case AnyValue.ARRAY_VALUE, AnyValue.KVLIST_VALUE -> text = json(wire);
        case AnyValue.BYTES_VALUE -> text = base64(wire);
        default -> wire.skip();
      }
    }
    return text;
  }

  /** Whole numbers without a fraction, as the same attribute would read if it were an integer. */
  private static String number(double value) {
    boolean whole = value == Math.rint(value) && Math.abs(value) < 0x1p63;
    return whole ? Long.toString((long) value) : Double.toString(value);
  }

  private static String utf8(Wire wire) throws MalformedTelemetryException {
    int length = wire.length("string");
    String text = new String(wire.bytes(), wire.position(), length, StandardCharsets.UTF_8);
    wire.advance(length);
    return text;
  }

  private static String base64(Wire wire) throws MalformedTelemetryException {
    int length = wire.length("bytes");
    int at = wire.position();
    wire.advance(length);
    return Base64.getEncoder().encodeToString(Arrays.copyOfRange(wire.bytes(), at, at + length));
  }

  private static String json(Wire wire) throws MalformedTelemetryException {
    StringWriter out = new StringWriter();
    try (JsonGenerator generator = JSON.createGenerator(out)) {
      writeComposite(wire, generator);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString();
  }

  private static void writeComposite(Wire wire, JsonGenerator out)
      throws MalformedTelemetryException, IOException {
    boolean array = wire.field() == AnyValue.ARRAY_VALUE;
    int outer = wire.enter("values");
    if (array) {
      out.writeStartArray();
    } else {
      out.writeStartObject();
    }
    while (wire.next()) {
      if (wire.field() != Values.VALUES) {
        wire.skip();
        continue;
      }
      int item = wire.enter("values");
      if (array) {
        writeValue(wire, out);
      } else {
        writeKeyValue(wire, out);
      }
      wire.leave(item);
    }
    if (array) {
      out.writeEndArray();
    } else {
      out.writeEndObject();
    }
    wire.leave(outer);
  }

  private static void writeKeyValue(Wire wire, JsonGenerator out)
      throws MalformedTelemetryException, IOException {
    int start = wire.position();
    String key = "";
    int valueAt = start;
    int valueLength = 0;
    while (wire.next()) {
      switch (wire.field()) {
        case KeyValue.KEY -> key = utf8(wire);
        case KeyValue.VALUE -> {
          valueLength = wire.length("value");
          valueAt = wire.position();
          wire.advance(valueLength);
        }
        default -> wire.skip();
      }
    }
    out.writeFieldName(key);
    Wire value = new Wire("AnyValue");
    value.reset(wire.bytes(), valueAt, valueLength);
    writeValue(value, out);
  }

  /** Writes the last of the fields of a oneof, as protobuf has it. */
  private static void writeValue(Wire wire, JsonGenerator out)
      throws MalformedTelemetryException, IOException {
    int last = -1;
    int start = wire.position();
    while (wire.next()) {
      if (wire.field() >= AnyValue.STRING_VALUE && wire.field() <= AnyValue.BYTES_VALUE) {
        last = start;
      }
      wire.skip();
      start = wire.position();
    }
    if (last < 0) {
      out.writeNull();
      return;
    }
    int end = wire.position();
    wire.rewind(last);
    wire.next();
    writeField(wire, out);
    wire.rewind(end);
  }

  private static void writeField(Wire wire, JsonGenerator out)
      throws MalformedTelemetryException, IOException {
    switch (wire.field()) {
      case AnyValue.STRING_VALUE -> out.writeString(utf8(wire));
      case AnyValue.BOOL_VALUE -> out.writeBoolean(wire.varint() != 0);
      case AnyValue.INT_VALUE -> out.writeNumber(wire.varint());
      case AnyValue.DOUBLE_VALUE -> out.writeNumber(Double.longBitsToDouble(wire.fixed64()));
      case AnyValue.ARRAY_VALUE, AnyValue.KVLIST_VALUE -> writeComposite(wire, out);
      default -> out.writeString(base64(wire));
    }
  }
}
