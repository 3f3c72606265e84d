/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.schemas.otlp.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;

/** Numbers as protobuf's JSON has them: 64-bit integers as strings or numbers, NaN as a string. */
final class JsonNumbers {
  private static final int SHOWN = 40;

  private final JsonParser parser;

  JsonNumbers(JsonParser parser) {
    this.parser = parser;
  }

  /** A 64-bit integer. */
  long signed() throws IOException, BadValue {
    String text = text("an integer");
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      return exact(text, "an integer of 64 bits");
    }
  }

  /** A 64-bit integer of 0 or more, those above 2^63 by their bits. */
  long unsigned() throws IOException, BadValue {
    String text = text("an integer of 0 or more");
    try {
      return Long.parseUnsignedLong(text);
    } catch (NumberFormatException e) {
      long value = exact(text, "an integer of 0 or more, of 64 bits");
      if (value < 0) {
        throw new BadValue(shortText(), "an integer of 0 or more");
      }
      return value;
    }
  }

  int signed32() throws IOException, BadValue {
    long value = signed();
    if (value != (int) value) {
      throw new BadValue(shortText(), "an integer of 32 bits");
    }
    return (int) value;
  }

  long unsigned32() throws IOException, BadValue {
    long value = signed();
    if (value < 0 || value >>> 32 != 0) {
      throw new BadValue(shortText(), "an integer of 0 or more, of 32 bits");
    }
    return value;
  }

  double real() throws IOException, BadValue {
    String text = text("a number");
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new BadValue(shortText(), "a number, \"NaN\", \"Infinity\" or \"-Infinity\"");
    }
  }

  /** The current token for a message, at most some dozens of characters of it. */
  String shortText() throws IOException {
    JsonToken token = parser.currentToken();
    if (token == null) {
      return "nothing";
    }
    String text = token.isScalarValue() ? parser.getText() : token.asString();
    if (text == null) {
      text = token.name();
    }
    text = text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text;
    return token == JsonToken.VALUE_STRING ? '"' + text + '"' : text;
  }

  /** 1.0 and 1e3 are integers too, as some languages print them. */
  private long exact(String text, String expected) throws IOException, BadValue {
    try {
      return new BigDecimal(text).longValueExact();
    } catch (ArithmeticException | NumberFormatException e) {
      throw new BadValue(shortText(), expected);
    }
  }

  private String text(String expected) throws IOException, BadValue {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.VALUE_NUMBER_INT
        || token == JsonToken.VALUE_NUMBER_FLOAT
        || token == JsonToken.VALUE_STRING) {
      String text = parser.getText();
      if (!text.isEmpty() && text.length() <= 400 && isNumberLike(text)) {
        return text;
      }
    }
    throw new BadValue(shortText(), expected);
  }

  /** Keeps out what Java's parsers take and JSON's numbers are not: hexadecimal, 1f, spaces, +1. */
  private static boolean isNumberLike(String text) {
    char last = text.charAt(text.length() - 1);
    char first = text.charAt(0);
    if (text.equals("NaN") || text.equals("Infinity") || text.equals("-Infinity")) {
      return true;
    }
    return last >= '0'
        && last <= '9'
        && (first == '-' || (first >= '0' && first <= '9'))
        && text.indexOf('x') < 0
        && text.indexOf('X') < 0;
  }
}
