/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.schemas.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;

/** Times as producers write them: RFC 3339, or milliseconds since the epoch. */
final class Times {
  private static final String EXPECTED = "RFC 3339 or milliseconds since 1970";
  private static final long NANOS_PER_MILLI = 1_000_000;

  /** Less is seconds: 1973 read as milliseconds, 5138 read as seconds. */
  private static final long LEAST_MILLIS = 100_000_000_000L;

  private static final long MOST_MILLIS = Long.MAX_VALUE / NANOS_PER_MILLI;

  private Times() {}

  /** Nanoseconds since the epoch. */
  static long nanos(Node node) throws BadField {
    JsonNode json = node.json();
    if (json.isTextual()) {
      return nanos(node, json.textValue());
    }
    if (!json.isIntegralNumber() || !json.canConvertToLong()) {
      throw node.bad(EXPECTED);
    }
    long millis = json.longValue();
    if (millis < LEAST_MILLIS) {
      throw node.bad(EXPECTED + "; this would be seconds");
    }
    if (millis > MOST_MILLIS) {
      throw node.bad(EXPECTED + "; this would be micro- or nanoseconds");
    }
    return millis * NANOS_PER_MILLI;
  }

  private static long nanos(Node node, String text) throws BadField {
    try {
      Instant time = OffsetDateTime.parse(text).toInstant();
      if (time.isAfter(Instant.EPOCH)) {
        return Math.addExact(
            Math.multiplyExact(time.getEpochSecond(), 1_000_000_000L), time.getNano());
      }
    } catch (DateTimeParseException | ArithmeticException e) {
      throw node.bad(EXPECTED);
    }
    throw node.bad("a time after 1970");
  }
}
