/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** The API's schedules and incidents as text for people. */
final class OnCallText {
  private OnCallText() {}

  static List<String> overview(JsonNode schedules, JsonNode incidents) {
    List<String> lines = new ArrayList<>();
    if (schedules.isEmpty()) {
      lines.add("There are no schedules.");
    } else {
      Table table = new Table("SCHEDULE", "ON CALL", "UNTIL", "NEXT", "FROM", "TIME ZONE");
      for (JsonNode schedule : schedules) {
        table.row(
            schedule.path("name").asText(),
            schedule.has("now") ? schedule.at("/now/person").asText() : "nobody",
            schedule.at("/now/until").asText(),
            schedule.at("/next/person").asText(),
            schedule.at("/next/from").asText(),
            schedule.path("timeZone").asText());
      }
      lines.addAll(table.lines());
    }
    lines.add("");
    if (incidents.isEmpty()) {
      lines.add("No incidents.");
      return lines;
    }
    Table table = new Table("INCIDENT", "STATUS", "TITLE", "FIRING", "SINCE", "WHO", "NEXT STEP");
    for (JsonNode incident : incidents) {
      table.row(
          incident.path("id").asText(),
          incident.path("status").asText(),
          incident.path("title").asText(),
          incident.path("firing").asText(),
          incident.path("openedAt").asText(),
          incident.at("/hold/by").asText(),
          incident.at("/escalation/nextAt").asText());
    }
    lines.addAll(table.lines());
    return lines;
  }

  static List<String> incident(JsonNode incident) {
    List<String> lines = new ArrayList<>();
    lines.add(
        incident.path("id").asText()
            + "  "
            + incident.path("status").asText()
            + "  "
            + incident.path("title").asText());
    lines.add(
        "policy "
            + incident.path("policy").asText()
            + ", "
            + incident.path("firing").asText()
            + " firing, labels "
            + StatusText.labels(incident.path("labels")));
    lines.add("");
    Table alerts = new Table("ALERT", "STATE", "SINCE", "SUMMARY");
    for (JsonNode alert : incident.path("alerts")) {
      alerts.row(
          StatusText.labels(alert.path("labels")),
          alert.path("firing").asBoolean() ? "firing" : "over",
          alert.path("startsAt").asText(),
          alert.path("summary").asText());
    }
    lines.addAll(alerts.lines());
    lines.add("");
    Table timeline = new Table("TIME", "WHAT", "WHO", "DETAIL");
    for (JsonNode entry : incident.path("timeline")) {
      timeline.row(
          entry.path("at").asText(),
          entry.path("type").asText(),
          entry.path("who").asText(),
          entry.path("detail").asText());
    }
    lines.addAll(timeline.lines());
    return lines;
  }
}
