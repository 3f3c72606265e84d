/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.watchfire.schemas.alert.Alert;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The body of {@code POST /api/v2/alerts}, with the labels as a team wants them. */
final class Payload {
  private static final String SEVERITY = "severity";

  private final RouterConfig config;
  private final ResendSchedule schedule;
  private final ObjectMapper mapper = new ObjectMapper();

  Payload(RouterConfig config, ResendSchedule schedule) {
    this.config = config;
    this.schedule = schedule;
  }

  /** The request's body, with every end computed for that moment. */
  byte[] body(List<Owed> alerts, Instant now) {
    ArrayNode array = mapper.createArrayNode();
    for (Owed owed : alerts) {
      Alert alert = owed.record().alert();
      ObjectNode node = array.addObject();
      labels(alert).forEach(node.putObject("labels")::put);
      LabelNames.classic(alert.annotations()).forEach(node.putObject("annotations")::put);
      node.put("startsAt", millis(alert.startsAt()));
      node.put("endsAt", millis(owed.endsAt(now, schedule)));
      if (config.generatorUrl() != null) {
        node.put("generatorURL", config.generatorUrl().toString());
      }
    }
    try {
      return mapper.writeValueAsBytes(array);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of strings cannot fail to serialise", e);
    }
  }

  /** The labels that Alertmanager sees: its routes and silences match them. */
  Map<String, String> labels(Alert alert) {
    Map<String, String> labels = new TreeMap<>(LabelNames.classic(alert.labels()));
    labels.computeIfPresent(SEVERITY, (k, ours) -> config.severities().getOrDefault(ours, ours));
    config.externalLabels().forEach(labels::putIfAbsent);
    labels.values().removeIf(String::isEmpty);
    return labels;
  }

  /** Whether names had to be changed. */
  static boolean isChanged(Alert alert) {
    return !alert.labels().keySet().stream().allMatch(LabelNames::isClassic);
  }

  private static String millis(Instant time) {
    return time.truncatedTo(ChronoUnit.MILLIS).toString();
  }
}
