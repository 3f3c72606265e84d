/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How everything stands, as the API tells it, without what goes on while time passes.
 *
 * @param objectives by status key
 * @param alerts those that are pending or fire, by fingerprint
 * @param readings the end of the last judged bucket, by rule and group
 */
record Stand(
    Map<String, Objective> objectives, Map<String, Alert> alerts, Map<String, Reading> readings) {
  /** The share of a budget that the time between two looks at it may change. */
  private static final double TIME = 0.001;

  private static final Set<String> ON = Set.of("pending", "firing");

  /**
   * Of the whole period.
   *
   * @param foreseen when its budget was last seen to have been looked at, event time; empty if it
   *     was not since the process started
   */
  record Objective(
      String instance,
      Fleet.Counts counts,
      String page,
      String ticket,
      double budget,
      String foreseen) {
    boolean foreseenAfter(Instant time) {
      return !foreseen.isEmpty() && Instant.parse(foreseen).isAfter(time);
    }

    /** Without what goes on with time. */
    Objective standing() {
      return new Objective(instance, counts, page, ticket, 0, "");
    }
  }

  /** An alert that is on. */
  record Alert(
      Map<String, String> labels, String mode, String state, long transition, String startsAt) {
    String name() {
      return labels.get("alertname");
    }

    /** The value of a label; empty if there is none. */
    String label(String label) {
      return labels.getOrDefault(label, "");
    }
  }

  /** What a rule found last. */
  record Reading(String rule, String instance, String time, boolean frozen) {}

  static Stand of(Api api) throws IOException, InterruptedException {
    Map<String, Objective> objectives = new TreeMap<>();
    for (JsonNode slo : api.get("/api/v1/slos").path("slos")) {
      objectives.put(key(slo, "slo"), objective(slo));
    }
    Map<String, Alert> alerts = new TreeMap<>();
    for (JsonNode alert : api.get("/api/v1/alerts").path("alerts")) {
      if (ON.contains(alert.path("state").asText())) {
        alerts.put(
            alert.path("fingerprint").asText(),
            new Alert(
                texts(alert.path("labels")),
                alert.path("mode").asText(),
                alert.path("state").asText(),
                alert.path("transition").asLong(),
                alert.path("startsAt").asText()));
      }
    }
    Map<String, Reading> readings = new TreeMap<>();
    for (JsonNode reading : api.get("/api/v1/anomalies").path("anomalies")) {
      readings.put(
          key(reading, "rule"),
          new Reading(
              reading.path("rule").asText(),
              reading.path("group").path("instance").asText(),
              reading.path("time").asText(),
              reading.path("frozen").asBoolean()));
    }
    return new Stand(objectives, alerts, readings);
  }

  /** The events that were counted for those keys. */
  Map<String, Fleet.Counts> counts(Set<String> keys) {
    return objectives.entrySet().stream()
        .filter(entry -> keys.contains(entry.getKey()))
        .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().counts()));
  }

  /** Alerts of that name that are on. */
  List<Alert> alerts(String name) {
    return alerts.values().stream().filter(alert -> alert.name().equals(name)).toList();
  }

  /** The label sets of what people are told of, sorted. */
  List<String> told() {
    return alerts.values().stream()
        .filter(alert -> alert.mode().equals("alert") && alert.state().equals("firing"))
        .map(alert -> alert.labels().toString())
        .sorted()
        .toList();
  }

  /** Fails unless everything stands as it did. */
  void assertAs(Stand before) {
    assertThat(standing()).isEqualTo(before.standing());
    before.objectives.forEach(
        (key, objective) ->
            assertThat(objectives.get(key).budget())
                .as("budget of %s", key)
                .isCloseTo(objective.budget(), within(TIME)));
    // Another budget may have been looked at meanwhile: that is a matter of the wall clock.
    assertThat(alerts).containsAllEntriesOf(before.alerts);
    List<Alert> more = new ArrayList<>(alerts.values());
    more.removeAll(before.alerts.values());
    assertThat(more).allMatch(alert -> alert.name().equals("ErrorBudgetForecast"));
    assertThat(readings.keySet()).isEqualTo(before.readings.keySet());
  }

  private Map<String, Objective> standing() {
    return objectives.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().standing()));
  }

  private static Objective objective(JsonNode slo) {
    JsonNode windows = slo.path("windows");
    JsonNode period = windows.path(windows.size() - 1);
    return new Objective(
        slo.path("group").path("instance").asText(),
        new Fleet.Counts(period.path("bad").asLong(), period.path("total").asLong()),
        slo.path("page").asText(),
        slo.path("ticket").asText(),
        slo.path("budgetRemaining").asDouble(),
        slo.has("outlook") ? slo.path("clock").asText() : "");
  }

  /** As the keys of the topics are written. */
  private static String key(JsonNode node, String rule) {
    String group =
        texts(node.path("group")).entrySet().stream()
            .map(label -> label.getKey() + "=" + label.getValue())
            .collect(Collectors.joining(","));
    return String.join(
        "/",
        node.path("tenant").asText(),
        node.path("cluster").asText(),
        node.path(rule).asText(),
        group);
  }

  private static Map<String, String> texts(JsonNode object) {
    Map<String, String> texts = new TreeMap<>();
    object.properties().forEach(text -> texts.put(text.getKey(), text.getValue().asText()));
    return texts;
  }
}
