/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.schemas.otlp;

import io.watchfire.schemas.otlp.OtlpFields.AnyValue;
import io.watchfire.schemas.otlp.OtlpFields.KeyValue;
import io.watchfire.schemas.protobuf.ProtobufWriter;
import java.util.Map;

/** Writes attributes: pairs of a key and an {@code AnyValue}. */
final class AttributeWriter {
  private final ProtobufWriter out;

  AttributeWriter(ProtobufWriter out) {
    this.out = out;
  }

  /** Strings, booleans, longs and doubles; anything else by its text. */
  void write(int field, Map<String, ?> attributes) {
    attributes.forEach(
        (key, value) -> {
          int mark = out.open(field);
          out.text(KeyValue.KEY, key);
          int any = out.open(KeyValue.VALUE);
          value(value);
          out.close(any);
          out.close(mark);
        });
  }

  private void value(Object value) {
    switch (value) {
      case Boolean bool -> out.varint(AnyValue.BOOL_VALUE, bool ? 1 : 0);
      case Long integer -> out.varint(AnyValue.INT_VALUE, integer);
      case Double number -> out.fixed64(AnyValue.DOUBLE_VALUE, Double.doubleToRawLongBits(number));
      default -> out.text(AnyValue.STRING_VALUE, value.toString());
    }
  }
}
