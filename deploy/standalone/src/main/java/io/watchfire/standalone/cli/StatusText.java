/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.watchfire.runtime.config.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The API's objectives and alerts as tables for people. */
final class StatusText {
  private static final long HOUR = 3_600;
  private static final long MINUTE = 60;

  private StatusText() {}

  static List<String> lines(JsonNode slos, JsonNode alerts) {
    List<String> lines = new ArrayList<>();
    if (slos.isEmpty()) {
      lines.add("No objective has seen data yet.");
    } else {
      lines.addAll(objectives(slos).lines());
    }
    lines.add("");
    if (alerts.isEmpty()) {
      lines.add("No alerts.");
    } else {
      lines.addAll(alerts(alerts).lines());
    }
    return lines;
  }

  private static Table objectives(JsonNode slos) {
    Table table =
        new Table(
            "SERVICE",
            "SLO",
            "GROUP",
            "TENANT",
            "OBJECTIVE",
            "BUDGET LEFT",
            "COVERED",
            "BURN",
            "BURN 1H",
            "PAGE",
            "TICKET",
            "DATA",
            "MODE");
    for (JsonNode slo : slos) {
      table.row(
          slo.path("service").asText(),
          slo.path("slo").asText(),
          labels(slo.path("group")),
          slo.path("tenant").asText(),
          slo.path("objective").asText() + " %",
          budget(slo),
          seconds(slo.path("coveredSeconds").asLong()),
          shortest(slo.path("windows")),
          hour(slo.path("windows")),
          slo.path("page").asText(),
          slo.path("ticket").asText(),
          slo.path("data").asText()
              + late(slo.path("lateSeconds").asLong())
              + notice(slo.path("notice").asText()),
          slo.path("mode").asText());
    }
    return table;
  }

  /** A budget only where there is one. */
  private static String budget(JsonNode slo) {
    return switch (slo.path("data").asText()) {
      case "invalid", "not_told" -> "-";
      default ->
          String.format(Locale.ROOT, "%.1f %%", slo.path("budgetRemaining").asDouble() * 100)
              + outlook(slo.path("outlook"));
    };
  }

  private static Table alerts(JsonNode alerts) {
    Table table =
        new Table("ALERT", "STATE", "SEVERITY", "SLO", "TENANT", "SINCE", "MODE", "SUMMARY");
    for (JsonNode alert : alerts) {
      JsonNode labels = alert.path("labels");
      boolean over = alert.hasNonNull("endsAt");
      table.row(
          labels.path("alertname").asText(),
          alert.path("state").asText(),
          labels.path("severity").asText(),
          labels.path("slo_id").asText(),
          labels.path("tenant").asText(),
          alert.path(over ? "endsAt" : "startsAt").asText().replaceFirst("\\.\\d+Z$", "Z"),
          alert.path("mode").asText(),
          alert.path("annotations").path("summary").asText());
    }
    return table;
  }

  static String labels(JsonNode group) {
    List<String> pairs = new ArrayList<>();
    for (Map.Entry<String, JsonNode> label : group.properties()) {
      pairs.add(label.getKey() + "=" + label.getValue().asText());
    }
    return String.join(",", pairs);
  }

  /** What is expected of the budget, where a rule looks ahead and it is not simply well. */
  private static String outlook(JsonNode outlook) {
    String when =
        outlook.hasNonNull("expected")
            ? " about " + outlook.path("expected").asText().replaceFirst(":\\d\\d(\\.\\d+)?Z$", "Z")
            : "";
    String chance =
        String.format(Locale.ROOT, " (%.0f %%)", outlook.path("probability").asDouble() * 100);
    return switch (outlook.path("state").asText()) {
      case "may_run_out" -> ", may run out" + when + chance;
      case "will_run_out" -> ", will run out" + when + chance;
      default -> "";
    };
  }

  private static String shortest(JsonNode windows) {
    return windows.isEmpty()
        ? ""
        : burn(windows.get(0)) + " in " + seconds(windows.get(0).path("seconds").asLong());
  }

  private static String hour(JsonNode windows) {
    for (JsonNode window : windows) {
      if (window.path("seconds").asLong() == HOUR) {
        return burn(window);
      }
    }
    return "";
  }

  private static String burn(JsonNode window) {
    return String.format(Locale.ROOT, "%.2f", window.path("burnRate").asDouble());
  }

  private static String seconds(long seconds) {
    return Durations.text(Duration.ofSeconds(seconds));
  }

  /** Said from a minute on: nearly all data is late by seconds. */
  private static String late(long seconds) {
    return seconds > MINUTE ? ", " + seconds(seconds) + " late" : "";
  }

  private static String notice(String text) {
    return text.isEmpty() ? "" : " (" + text + ")";
  }
}
