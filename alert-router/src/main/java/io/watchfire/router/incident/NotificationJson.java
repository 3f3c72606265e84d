/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.incident;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.watchfire.schemas.alert.Fingerprint;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads the body of Alertmanager's webhook, version 4; fields it does not know are no error. */
public final class NotificationJson {
  private static final String VERSION = "4";

  private final ObjectMapper mapper = new ObjectMapper();

  /**
   * Reads it.
   *
   * @throws IllegalArgumentException if it is not one; says what was wrong and expected
   */
  public Notification read(byte[] body) {
    JsonNode root = tree(body);
    String version = root.path("version").asText("");
    if (!version.equals(VERSION)) {
      throw new IllegalArgumentException(
          "version: '" + version + "' (expected: '4', the body of Alertmanager's webhook)");
    }
    if (!root.path("alerts").isArray()) {
      throw new IllegalArgumentException("alerts: missing (expected: a list)");
    }
    List<Notification.Notified> alerts = new ArrayList<>();
    for (JsonNode alert : root.path("alerts")) {
      alerts.add(alert(alert, alerts.size()));
    }
    return new Notification(
        root.path("receiver").asText(""),
        strings(root.path("groupLabels")),
        strings(root.path("commonLabels")),
        strings(root.path("commonAnnotations")),
        root.path("notification_reason").asText(""),
        root.path("truncatedAlerts").asInt(0),
        alerts);
  }

  private JsonNode tree(byte[] body) {
    try {
      JsonNode root = mapper.readTree(body);
      if (!root.isObject()) {
        throw new IllegalArgumentException(
            "the body is no object (expected: the body of Alertmanager's webhook)");
      }
      return root;
    } catch (IOException e) {
      throw new IllegalArgumentException("the body is not JSON (expected: JSON)", e);
    }
  }

  private static Notification.Notified alert(JsonNode alert, int index) {
    String where = "alerts[" + index + "].";
    String status = alert.path("status").asText("");
    if (!status.equals("firing") && !status.equals("resolved")) {
      throw new IllegalArgumentException(
          where + "status: '" + status + "' (expected: firing or resolved)");
    }
    Map<String, String> labels = strings(alert.path("labels"));
    String fingerprint = alert.path("fingerprint").asText("");
    return new Notification.Notified(
        fingerprint.isEmpty() ? Fingerprint.of(labels) : fingerprint,
        status.equals("firing"),
        labels,
        strings(alert.path("annotations")),
        time(where + "startsAt", alert.path("startsAt").asText("")));
  }

  private static Instant time(String where, String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(where + ": '" + text + "' (expected: a time)", e);
    }
  }

  private static Map<String, String> strings(JsonNode node) {
    Map<String, String> out = new TreeMap<>();
    node.properties().forEach(field -> out.put(field.getKey(), field.getValue().asText()));
    return out;
  }
}
