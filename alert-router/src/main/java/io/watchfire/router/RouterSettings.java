/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router;

import io.watchfire.router.connection.Auth;
import io.watchfire.router.connection.ConnectionSettings;
import io.watchfire.router.connection.Tls;
import io.watchfire.runtime.config.Section;
import io.watchfire.runtime.kafka.KafkaSettings;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the section {@code router} of the configuration. */
public final class RouterSettings {
  private static final URI NOWHERE = URI.create("http://localhost:9093");

  private RouterSettings() {}

  /**
   * Reads it; what is wrong goes to the section's problems.
   *
   * @param kafka whose topics carry the alerts
   */
  public static RouterConfig read(Section router, KafkaSettings kafka) {
    List<AlertmanagerConfig> alertmanagers = new ArrayList<>();
    for (Section member : router.sections("alertmanagers")) {
      AlertmanagerConfig read = alertmanager(member);
      if (read != null) {
        alertmanagers.add(read);
      }
    }
    Duration resend = router.duration("resendInterval", RouterConfig.DEFAULT_RESEND_INTERVAL);
    Map<String, String> severities = router.stringMap("severities");
    Map<String, String> externalLabels = router.stringMap("externalLabels");
    URI generator = uri(router, "generatorUrl");
    String alerts = kafka.topic("alerts");
    String dead = kafka.topic("dlq");
    try {
      return new RouterConfig(
          alertmanagers, resend, severities, externalLabels, alerts, dead, generator);
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      router.problem(message.replaceFirst(":.*", ""), "router." + message);
      return new RouterConfig(
          List.of(), RouterConfig.DEFAULT_RESEND_INTERVAL, Map.of(), Map.of(), alerts, dead, null);
    }
  }

  /** Null if it has no URL; one that is wrong is a problem, and not to be confused with others. */
  private static @Nullable AlertmanagerConfig alertmanager(Section member) {
    member.requiredString("url");
    URI url = uri(member, "url");
    Auth auth = ConnectionSettings.auth(member.section("auth"));
    Tls tls = ConnectionSettings.tls(member.section("tls"));
    Map<String, String> headers = member.stringMap("headers");
    Duration timeout = member.duration("timeout", AlertmanagerConfig.DEFAULT_TIMEOUT);
    try {
      AlertmanagerConfig read =
          new AlertmanagerConfig(url == null ? NOWHERE : url, auth, tls, headers, timeout);
      return url == null ? null : read;
    } catch (IllegalArgumentException e) {
      member.problem("url", "router.alertmanagers: " + e.getMessage());
      return null;
    }
  }

  private static @Nullable URI uri(Section section, String key) {
    String text = section.string(key);
    if (text == null) {
      return null;
    }
    try {
      return URI.create(text);
    } catch (IllegalArgumentException e) {
      section.problem(key, key + ": " + text + " (expected: a URL such as http://host:9093)");
      return null;
    }
  }
}
