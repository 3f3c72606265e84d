/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.config.file;

import io.watchfire.router.config.ClusterConfig;
import io.watchfire.router.config.RouterConfig;
import io.watchfire.router.delivery.WatchdogAlert;
import io.watchfire.router.relabel.RelabelRule;
import io.watchfire.router.relabel.RelabelRulesReader;
import io.watchfire.runtime.config.Section;
import io.watchfire.runtime.kafka.KafkaSettings;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads the section {@code router} of the configuration. */
public final class RouterConfigReader {
  private RouterConfigReader() {}

  /**
   * Reads it; what is wrong goes to the section's problems.
   *
   * @param kafka whose topics carry the alerts
   */
  public static RouterConfig read(Section router, KafkaSettings kafka) {
    List<ClusterConfig> clusters =
        router.sections("alertmanagers").stream()
            .map(ClusterConfigReader::read)
            .filter(Objects::nonNull)
            .toList();
    Duration resend = router.duration("resendInterval", RouterConfig.DEFAULT_RESEND_INTERVAL);
    Map<String, String> severities = router.stringMap("severities");
    Map<String, String> externalLabels = router.stringMap("externalLabels");
    List<RelabelRule> relabel = RelabelRulesReader.read(router, "alertRelabel");
    URI generator = uri(router, "generatorUrl");
    boolean watchdog = router.bool("watchdog", false);
    String alerts = kafka.topic("alerts");
    String dead = kafka.topic("dlq");
    String audit = kafka.topic("audit");
    try {
      RouterConfig config =
          new RouterConfig(
              clusters,
              resend,
              severities,
              externalLabels,
              relabel,
              alerts,
              dead,
              audit,
              generator,
              watchdog);
      String refusal = WatchdogAlert.refusal(config);
      if (refusal != null) {
        router.problem("watchdog", "router.watchdog: " + refusal);
      }
      return config;
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      router.problem(message.replaceFirst(":.*", ""), "router." + message);
      return new RouterConfig(
          List.of(), RouterConfig.DEFAULT_RESEND_INTERVAL, Map.of(), Map.of(), alerts, dead, null);
    }
  }

  static @Nullable URI uri(Section section, String key) {
    String text = section.string(key);
    return text == null ? null : uri(section, key, text);
  }

  static @Nullable URI uri(Section section, String key, String text) {
    try {
      return URI.create(text);
    } catch (IllegalArgumentException e) {
      section.problem(key, key + ": " + text + " (expected: a URL such as http://host:9093)");
      return null;
    }
  }
}
