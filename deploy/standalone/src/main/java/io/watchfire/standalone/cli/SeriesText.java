/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The API's readings of series as a table for people. */
final class SeriesText {
  private static final String SCORE = "score";

  private SeriesText() {}

  static List<String> lines(JsonNode readings) {
    if (readings.isEmpty()) {
      return List.of("No series has been judged yet.");
    }
    Table table =
        new Table(
            "RULE",
            "GROUP",
            "TENANT",
            "BUCKET",
            "VALUE",
            "EXPECTED",
            "LOWER",
            "UPPER",
            "SCORE",
            "STATE");
    for (JsonNode reading : readings) {
      JsonNode numbers = reading.path("numbers");
      boolean band = numbers.has(SCORE);
      table.row(
          reading.path("rule").asText(),
          StatusText.labels(reading.path("group")),
          reading.path("tenant").asText(),
          reading.path("time").asText(),
          number(numbers, "value"),
          // Of a forecast it is a time, which the alert tells.
          band ? number(numbers, "expected") : "",
          number(numbers, "lower"),
          number(numbers, "upper"),
          number(numbers, SCORE),
          state(reading));
    }
    return table.lines();
  }

  private static String number(JsonNode numbers, String name) {
    return numbers.has(name)
        ? String.format(Locale.ROOT, "%.4g", numbers.path(name).asDouble())
        : "";
  }

  private static String state(JsonNode reading) {
    List<String> states = new ArrayList<>();
    for (String state : List.of("learning", "frozen", "firing")) {
      if (reading.path(state).asBoolean()) {
        states.add(state);
      }
    }
    return String.join(",", states);
  }
}
