/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.config;

import io.watchfire.router.relabel.RelabelRule;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the router is told.
 *
 * @param clusters each with all its members, not with a load balancer in front of them:
 *     Alertmanagers do not share alerts with each other. May be empty
 * @param resendInterval how often a firing alert is sent again, from 1 s to 1 h
 * @param severities turns our values of the label {@code severity} into a team's own, for example
 *     {@code page: critical}; other values stay
 * @param externalLabels added to every alert that has no value for them, as Prometheus does
 * @param alertRelabel rules for the labels of all alerts, after the external ones are added
 * @param alertsTopic the compacted topic with the current state of each alert
 * @param deadLetterTopic where alerts go that an Alertmanager refuses
 * @param auditTopic where it is told who took which alert when
 * @param generatorUrl the link back to us in Alertmanager, an absolute http or https URL
 * @param watchdog whether every Alertmanager is told of an alert that fires always
 */
public record RouterConfig(
    List<ClusterConfig> clusters,
    Duration resendInterval,
    Map<String, String> severities,
    Map<String, String> externalLabels,
    List<RelabelRule> alertRelabel,
    String alertsTopic,
    String deadLetterTopic,
    String auditTopic,
    @Nullable URI generatorUrl,
    boolean watchdog) {

  /** As often as Prometheus by default. */
  public static final Duration DEFAULT_RESEND_INTERVAL = Duration.ofMinutes(1);

  /** The topic of the alerts' states, unless the prefix is changed. */
  public static final String DEFAULT_ALERTS_TOPIC = "watchfire.alerts";

  /** The topic of refused records, unless the prefix is changed. */
  public static final String DEFAULT_DEAD_LETTER_TOPIC = "watchfire.dlq";

  /** The topic of the audit trail, unless the prefix is changed. */
  public static final String DEFAULT_AUDIT_TOPIC = "watchfire.audit";

  /**
   * Checks and copies.
   *
   * @throws IllegalArgumentException says which value is wrong and what was expected
   */
  public RouterConfig {
    clusters = List.copyOf(clusters);
    alertRelabel = List.copyOf(alertRelabel);
    severities = Map.copyOf(severities);
    externalLabels = Map.copyOf(externalLabels);
    ClusterConfig.requireDistinct(clusters);
    if (resendInterval.compareTo(Duration.ofSeconds(1)) < 0
        || resendInterval.compareTo(Duration.ofHours(1)) > 0) {
      throw new IllegalArgumentException(
          "resendInterval: " + resendInterval + " (expected: 1s to 1h)");
    }
    for (String name : externalLabels.keySet()) {
      if (!LabelNames.isClassic(name)) {
        throw new IllegalArgumentException(
            "externalLabels: " + name + " (expected: a name of letters, digits and _)");
      }
    }
    if (generatorUrl != null) {
      AlertmanagerConfig.requireHttp("generatorUrl", generatorUrl);
    }
  }

  /** Each Alertmanager a cluster of its own, no relabelling, no watchdog. */
  public RouterConfig(
      List<AlertmanagerConfig> alertmanagers,
      Duration resendInterval,
      Map<String, String> severities,
      Map<String, String> externalLabels,
      String alertsTopic,
      String deadLetterTopic,
      @Nullable URI generatorUrl) {
    this(
        alertmanagers.stream().map(ClusterConfig::of).toList(),
        resendInterval,
        severities,
        externalLabels,
        List.of(),
        alertsTopic,
        deadLetterTopic,
        DEFAULT_AUDIT_TOPIC,
        generatorUrl,
        false);
  }

  /** Every member of every cluster. */
  public List<AlertmanagerConfig> alertmanagers() {
    return clusters.stream().flatMap(cluster -> cluster.members().stream()).toList();
  }

  /** The same with one more cluster of a single member, unless it is a member already. */
  public RouterConfig plus(AlertmanagerConfig alertmanager) {
    if (alertmanagers().stream().anyMatch(known -> known.url().equals(alertmanager.url()))) {
      return this;
    }
    List<ClusterConfig> all = new ArrayList<>(clusters);
    all.add(ClusterConfig.of(alertmanager));
    return new RouterConfig(
        all,
        resendInterval,
        severities,
        externalLabels,
        alertRelabel,
        alertsTopic,
        deadLetterTopic,
        auditTopic,
        generatorUrl,
        watchdog);
  }

  /** Everything by default except where to send. */
  public static RouterConfig to(List<AlertmanagerConfig> alertmanagers) {
    return new RouterConfig(
        alertmanagers,
        DEFAULT_RESEND_INTERVAL,
        Map.of(),
        Map.of(),
        DEFAULT_ALERTS_TOPIC,
        DEFAULT_DEAD_LETTER_TOPIC,
        null);
  }
}
