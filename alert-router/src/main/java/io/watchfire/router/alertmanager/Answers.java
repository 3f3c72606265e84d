/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.alertmanager;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.util.HashMap;
import java.util.Map;

/** What Alertmanager's answers mean; the shape of a 400 tells whether valid alerts were taken. */
public final class Answers {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int SHOWN = 300;

  private Answers() {}

  static Outcome outcome(int status, String body) {
    String cause = "status " + status + ": " + shorten(body.strip());
    if (status >= 200 && status < 300) {
      return new Outcome.Accepted();
    }
    return switch (status) {
      case 400 -> badRequest(body, cause);
      case 413, 422 -> new Outcome.Rejected(cause);
      case 408, 425, 429 -> new Outcome.Unavailable(cause);
      default -> status >= 500 ? new Outcome.Unavailable(cause) : new Outcome.Misconfigured(cause);
    };
  }

  /** Anything but JSON does not come from Alertmanager: a proxy's complaint condemns no alert. */
  private static Outcome badRequest(String body, String cause) {
    try {
      JsonNode json = MAPPER.readTree(body);
      if (json.isTextual()) {
        return new Outcome.Partial(cause);
      }
      return json.isObject() ? new Outcome.Rejected(cause) : new Outcome.Misconfigured(cause);
    } catch (IOException e) {
      return new Outcome.Misconfigured(cause);
    }
  }

  /** The labels of the alerts in an answer of {@code GET /api/v2/alerts}, by fingerprint. */
  static Map<String, Map<String, String>> alerts(byte[] body) throws IOException {
    Map<String, Map<String, String>> alerts = new HashMap<>();
    for (JsonNode alert : MAPPER.readTree(body)) {
      Map<String, String> labels = new HashMap<>();
      alert.path("labels").properties().forEach(l -> labels.put(l.getKey(), l.getValue().asText()));
      alerts.put(alert.path("fingerprint").asText(), labels);
    }
    return alerts;
  }

  /** A message for people: the JDK leaves some exceptions without one. */
  public static String reason(IOException e) {
    if (e instanceof ConnectException && e.getMessage() == null) {
      return "connection refused";
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : shorten(e.getMessage());
  }

  private static String shorten(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
  }
}
