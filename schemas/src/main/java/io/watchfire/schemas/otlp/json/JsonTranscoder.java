/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.schemas.otlp.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.watchfire.schemas.otlp.json.Message.Field;
import io.watchfire.schemas.protobuf.ProtobufWriter;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Objects;

/** Rewrites one JSON document as protobuf, token by token, by the tables of {@link OtlpSchema}. */
final class JsonTranscoder {
  private final JsonParser parser;
  private final JsonNumbers numbers;
  private final ProtobufWriter out = new ProtobufWriter();

  JsonTranscoder(JsonParser parser) {
    this.parser = parser;
    this.numbers = new JsonNumbers(parser);
  }

  /**
   * Rewrites the document.
   *
   * @throws BadValue if a value is not what its field takes
   * @throws JsonProcessingException if the bytes are not JSON
   */
  byte[] transcode(Message root) throws IOException, BadValue {
    parser.nextToken();
    boolean known = false;
    String unknown = "";
    expectToken(JsonToken.START_OBJECT, "an object");
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      if (member(root, name)) {
        known = true;
      } else {
        unknown = name;
      }
    }
    if (parser.nextToken() != null) {
      throw new BadValue("a second document", "one");
    }
    if (!known && !unknown.isEmpty()) {
      throw new BadValue("field " + unknown + " and no resources", "OTLP");
    }
    return out.toByteArray();
  }

  /** The current token begins an object; reads it to its end. */
  private void message(Message message) throws IOException, BadValue {
    expectToken(JsonToken.START_OBJECT, "an object");
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      member(message, parser.currentName());
    }
  }

  /** Reads a member of an object; false if the message has no such field. */
  private boolean member(Message message, String name) throws IOException, BadValue {
    Field field = message.field(name);
    JsonToken token = parser.nextToken();
    if (field == null) {
      parser.skipChildren();
      return false;
    }
    if (token != JsonToken.VALUE_NULL) {
      value(field);
    }
    return true;
  }

  private void value(Field field) throws IOException, BadValue {
    switch (field.kind()) {
      case STRING -> text(field);
      case BASE64 -> bytes(field, base64());
      case HEX -> bytes(field, hex());
      case BOOL -> varint(field, bool() ? 1 : 0);
      case INT64 -> varint(field, numbers.signed());
      case UINT32 -> varint(field, numbers.unsigned32());
      case SINT32 -> varint(field, ProtobufWriter.zigzag(numbers.signed32()));
      case ENUM -> varint(field, enumeration(field));
      case FIXED32 -> fixed32(field, (int) numbers.unsigned32());
      case FIXED64 -> fixed64(field, numbers.unsigned());
      case SFIXED64 -> fixed64(field, numbers.signed());
      case DOUBLE -> fixed64(field, Double.doubleToRawLongBits(numbers.real()));
      case MESSAGE -> nested(field);
      case MESSAGES, FIXED64S, UINT64S, DOUBLES -> array(field);
    }
  }

  private void nested(Field field) throws IOException, BadValue {
    int mark = out.open(field.number());
    message(Objects.requireNonNull(field.message()));
    out.close(mark);
  }

  private void array(Field field) throws IOException, BadValue {
    expectToken(JsonToken.START_ARRAY, "an array");
    if (parser.nextToken() == JsonToken.END_ARRAY) {
      return;
    }
    if (field.kind() == Message.Kind.MESSAGES) {
      do {
        nested(field);
      } while (parser.nextToken() != JsonToken.END_ARRAY);
      return;
    }
    int mark = out.open(field.number());
    do {
      switch (field.kind()) {
        case FIXED64S -> out.fixed64(numbers.unsigned());
        case DOUBLES -> out.fixed64(Double.doubleToRawLongBits(numbers.real()));
        default -> out.varint(numbers.unsigned());
      }
    } while (parser.nextToken() != JsonToken.END_ARRAY);
    out.close(mark);
  }

  private void varint(Field field, long value) {
    if (value != 0 || field.explicit()) {
      out.varint(field.number(), value);
    }
  }

  private void fixed32(Field field, int value) {
    if (value != 0 || field.explicit()) {
      out.fixed32(field.number(), value);
    }
  }

  private void fixed64(Field field, long value) {
    if (value != 0 || field.explicit()) {
      out.fixed64(field.number(), value);
    }
  }

  private void bytes(Field field, byte[] value) {
    if (value.length != 0 || field.explicit()) {
      out.bytes(field.number(), value);
    }
  }

  private void text(Field field) throws IOException, BadValue {
    expectToken(JsonToken.VALUE_STRING, "a string");
    String text = parser.getText();
    if (!text.isEmpty() || field.explicit()) {
      out.text(field.number(), text);
    }
  }

  private byte[] base64() throws IOException, BadValue {
    expectToken(JsonToken.VALUE_STRING, "bytes in base64");
    try {
      return parser.getBinaryValue();
    } catch (JsonProcessingException e) {
      throw new BadValue(numbers.shortText(), "bytes in base64");
    }
  }

  private byte[] hex() throws IOException, BadValue {
    expectToken(JsonToken.VALUE_STRING, "hexadecimal digits");
    try {
      return HexFormat.of().parseHex(parser.getText());
    } catch (IllegalArgumentException e) {
      throw new BadValue(numbers.shortText(), "hexadecimal digits, two for each byte");
    }
  }

  private boolean bool() throws IOException, BadValue {
    JsonToken token = parser.currentToken();
    if (token != JsonToken.VALUE_TRUE && token != JsonToken.VALUE_FALSE) {
      throw new BadValue(numbers.shortText(), "true or false");
    }
    return token == JsonToken.VALUE_TRUE;
  }

  /** The specification wants numbers; producers that use protobuf's own JSON write names. */
  private long enumeration(Field field) throws IOException, BadValue {
    if (parser.currentToken() == JsonToken.VALUE_STRING) {
      int number = field.names().indexOf(parser.getText());
      if (number >= 0) {
        return number;
      }
      throw new BadValue(numbers.shortText(), "an integer or one of " + field.names());
    }
    return numbers.signed32();
  }

  private void expectToken(JsonToken token, String expected) throws IOException, BadValue {
    if (parser.currentToken() != token) {
      throw new BadValue(numbers.shortText(), expected);
    }
  }
}
