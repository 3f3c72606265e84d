/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.incident;

import io.watchfire.router.incident.Incident.Member;
import io.watchfire.router.incident.Notification.Notified;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What an incident and its alerts are called. */
final class Titles {
  private static final int LONGEST = 500;
  private static final int MOST = 30;
  private static final Set<String> NOT_SHOWN = Set.of("alertname", "severity");

  private Titles() {}

  /** The alert's name, then what sets the group apart. */
  static String of(Map<String, String> labels, Map<String, String> groupLabels) {
    StringBuilder title = new StringBuilder(labels.getOrDefault("alertname", "Alerts"));
    Map<String, String> shown = groupLabels.size() > 1 ? groupLabels : labels;
    shown.forEach(
        (name, value) -> {
          if (!NOT_SHOWN.contains(name) && title.length() < LONGEST / 2) {
            title.append(' ').append(value);
          }
        });
    return shorten(title.toString());
  }

  /** An alert as the incident keeps it: without what all have in common. */
  static Member member(Notified alert, Map<String, String> common, boolean ours) {
    Map<String, String> own = shortened(alert.labels());
    own.entrySet().removeAll(common.entrySet());
    String summary = alert.annotations().getOrDefault("summary", "");
    return new Member(own, shorten(summary), alert.startsAt(), true, ours, false, 0);
  }

  /** What an incident keeps of labels and annotations: it is written whole at every change. */
  static Map<String, String> shortened(Map<String, String> map) {
    Map<String, String> some = new TreeMap<>();
    map.forEach(
        (name, value) -> {
          if (some.size() < MOST) {
            some.put(shorten(name), shorten(value));
          }
        });
    return some;
  }

  private static String shorten(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 3) + "...";
  }
}
