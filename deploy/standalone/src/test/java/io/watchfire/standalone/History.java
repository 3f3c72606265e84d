/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Everything that was found and announced, from the topics that others read too; committed records
 * only. As published formats may gain fields, what is compared is what the yardstick has.
 *
 * @param readings fields by rule and group, then by the end of the bucket, each time it was judged
 * @param lives number, state and reason of each transition of an alert that people hear of, by its
 *     labels; with event times where those do not depend on the wall clock
 * @param outlooks the same of alerts about error budgets, which are looked at by the wall clock
 */
record History(
    Map<String, Map<Instant, List<Map<String, String>>>> readings,
    Map<String, List<String>> lives,
    Map<String, List<String>> outlooks) {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int SHOWN = 20;

  /** What came of the steps before that one. */
  static History read(String bootstrap, Market market, int step) throws IOException {
    Map<String, Map<Instant, List<Map<String, String>>>> readings = new TreeMap<>();
    for (ConsumerRecord<byte[], byte[]> record :
        Outcome.records(bootstrap, "watchfire.anomalies")) {
      JsonNode reading = MAPPER.readTree(record.value());
      Instant time = Instant.parse(reading.path("time").asText());
      String instance = reading.path("group").path("instance").asText();
      if (!time.isAfter(market.judged(instance, step))) {
        readings
            .computeIfAbsent(text(record.key()), key -> new TreeMap<>())
            .computeIfAbsent(time, t -> new ArrayList<>())
            .add(found(reading));
      }
    }
    Map<String, List<String>> lives = new TreeMap<>();
    Map<String, List<String>> outlooks = new TreeMap<>();
    for (ConsumerRecord<byte[], byte[]> record : Outcome.transitions(bootstrap)) {
      JsonNode alert = MAPPER.readTree(record.value());
      if (alert.path("mode").asText().equals("alert")) {
        String name = alert.path("labels").path("alertname").asText();
        (name.equals("ErrorBudgetForecast") ? outlooks : lives)
            .computeIfAbsent(labels(alert), labels -> new ArrayList<>())
            .add(transition(alert, !name.startsWith("ErrorBudget")));
      }
    }
    return new History(readings, lives, outlooks);
  }

  /**
   * Where readings are missing, more than one, or other than these; the first few, none if none.
   */
  List<String> differences(History yardstick) {
    List<String> differences = new ArrayList<>();
    yardstick.readings.forEach(
        (key, expected) -> {
          Map<Instant, List<Map<String, String>>> found = readings.getOrDefault(key, Map.of());
          expected.forEach(
              (time, one) -> {
                List<Map<String, String>> here = found.getOrDefault(time, List.of());
                if (here.size() != 1
                    || !here.getFirst().entrySet().containsAll(one.getFirst().entrySet())) {
                  differences.add(key + " at " + time + ": " + here + " instead of " + one);
                }
              });
          found.keySet().stream()
              .filter(time -> !expected.containsKey(time))
              .forEach(time -> differences.add(key + " at " + time + " was not to be judged"));
        });
    return differences.subList(0, Math.min(differences.size(), SHOWN));
  }

  private static Map<String, String> found(JsonNode reading) {
    Map<String, String> found = new TreeMap<>();
    reading.path("numbers").properties().forEach(n -> found.put(n.getKey(), n.getValue().asText()));
    for (String state : List.of("learning", "firing", "frozen")) {
      found.put(state, Boolean.toString(reading.path(state).asBoolean()));
    }
    return found;
  }

  private static String transition(JsonNode alert, boolean timed) {
    String text =
        alert.path("transition").asText()
            + " "
            + alert.path("state").asText()
            + " "
            + alert.path("reason").asText();
    return timed
        ? text + ", " + alert.path("startsAt").asText() + " to " + alert.path("endsAt").asText("")
        : text;
  }

  private static String labels(JsonNode alert) {
    Map<String, String> labels = new TreeMap<>();
    alert.path("labels").properties().forEach(l -> labels.put(l.getKey(), l.getValue().asText()));
    return labels.toString();
  }

  private static String text(byte[] utf8) {
    return new String(Objects.requireNonNull(utf8), StandardCharsets.UTF_8);
  }
}
