/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.incident;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What Alertmanager lets through about one group of alerts, after routing, silences and inhibition:
 * one call of its webhook.
 *
 * @param receiver the receiver's name, as Alertmanager quotes it
 * @param groupLabels what makes the group
 * @param reason why it was sent, where Alertmanager says so (0.32 and newer), else empty
 * @param truncated how many alerts of the group are not listed, by the receiver's {@code
 *     max_alerts}
 * @param alerts those listed
 */
public record Notification(
    String receiver,
    Map<String, String> groupLabels,
    Map<String, String> commonLabels,
    Map<String, String> commonAnnotations,
    String reason,
    int truncated,
    List<Notified> alerts) {

  /**
   * One alert.
   *
   * @param fingerprint as Alertmanager computes it
   * @param firing what Alertmanager says, which for our own alerts is not the last word
   */
  public record Notified(
      String fingerprint,
      boolean firing,
      Map<String, String> labels,
      Map<String, String> annotations,
      Instant startsAt) {
    /** Copies, sorted by name. */
    public Notified {
      labels = sorted(labels);
      annotations = sorted(annotations);
    }
  }

  /** Copies, sorted by name. */
  public Notification {
    groupLabels = sorted(groupLabels);
    commonLabels = sorted(commonLabels);
    commonAnnotations = sorted(commonAnnotations);
    alerts = List.copyOf(alerts);
  }

  /**
   * The group's name: receiver and labels. Not Alertmanager's {@code groupKey}, which changes with
   * every edit of the routing tree.
   */
  public String group() {
    return groupLabels.entrySet().stream()
        .map(label -> label.getKey() + "=\"" + label.getValue().replace("\"", "\\\"") + "\"")
        .collect(Collectors.joining(",", receiver + "{", "}"));
  }

  /** The same without the alerts for which that holds not. */
  Notification only(List<Notified> some) {
    return new Notification(
        receiver, groupLabels, commonLabels, commonAnnotations, reason, truncated, some);
  }

  /** The same with so many alerts that are not listed. */
  Notification leavingOut(int unlisted) {
    return new Notification(
        receiver, groupLabels, commonLabels, commonAnnotations, reason, unlisted, alerts);
  }

  private static Map<String, String> sorted(Map<String, String> map) {
    return Collections.unmodifiableMap(new TreeMap<>(map));
  }
}
