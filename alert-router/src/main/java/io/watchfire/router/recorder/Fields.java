/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.recorder;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * Fields of an event, with errors that say where. Protobuf's JSON leaves out what is empty or zero
 * and writes 64-bit numbers as text.
 */
final class Fields {
  private static final int SHOWN = 100;
  private static final int LONGEST_NUMBER = 20;
  private static final BigInteger LARGEST = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

  private Fields() {}

  static JsonNode object(JsonNode node, String name) {
    JsonNode value = node.path(name);
    if (!value.isObject()) {
      throw bad(name, value, "an object");
    }
    return value;
  }

  /** Empty if it is left out. */
  static String text(JsonNode node, String name, int longest) {
    JsonNode value = node.path(name);
    if (!value.isMissingNode() && !value.isTextual()) {
      throw bad(name, value, "text");
    }
    String text = value.asText("");
    return text.length() <= longest ? text : text.substring(0, longest);
  }

  static Instant time(JsonNode node, String name) {
    JsonNode value = node.path(name);
    try {
      return Instant.parse(value.asText());
    } catch (DateTimeException e) {
      throw bad(name, value, "a time such as 2026-11-28T09:45:38.036Z", e);
    }
  }

  /** Alertmanager's spelling of a fingerprint everywhere else: 16 hexadecimal digits. */
  static String fingerprint(JsonNode node, String name) {
    return hex(name, node.path(name));
  }

  static String hex(String name, JsonNode value) {
    try {
      String text = value.asText();
      BigInteger number = text.length() > LONGEST_NUMBER ? LARGEST.not() : new BigInteger(text);
      if (number.signum() < 0 || number.compareTo(LARGEST) > 0) {
        throw bad(name, value, "0 to 2^64-1");
      }
      return String.format("%016x", number);
    } catch (NumberFormatException e) {
      throw bad(name, value, "a number of 64 bits", e);
    }
  }

  /** From 0; 0 if it is left out. */
  static int ordinal(JsonNode node, String name) {
    JsonNode value = node.path(name);
    int number = value.isMissingNode() ? 0 : value.asInt(-1);
    if (number < 0) {
      throw bad(name, value, "0 or more");
    }
    return number;
  }

  /** The value of that name in a list of {@code key} and {@code value}; empty if there is none. */
  static String label(JsonNode labelSet, String name, int longest) {
    for (JsonNode label : labelSet.path("labels")) {
      if (label.path("key").asText().equals(name)) {
        return text(label, "value", longest);
      }
    }
    return "";
  }

  static IllegalArgumentException bad(String name, JsonNode value, String expected) {
    return new IllegalArgumentException(message(name, value, expected));
  }

  private static IllegalArgumentException bad(
      String name, JsonNode value, String expected, Exception cause) {
    return new IllegalArgumentException(message(name, value, expected), cause);
  }

  private static String message(String name, JsonNode value, String expected) {
    String found = value.isMissingNode() ? "missing" : value.toString();
    String shown = found.length() <= SHOWN ? found : found.substring(0, SHOWN) + "...";
    return name + ": " + shown + " (expected: " + expected + ")";
  }
}
