/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.grouping;

import io.watchfire.schemas.alert.Alert;
import io.watchfire.streams.alerting.AlertTemplate;
import io.watchfire.streams.alerting.Lifecycle;
import io.watchfire.streams.slo.Severity;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Words the alert that stands for many. Its labels stay as it began: they are its identity. */
final class GroupAlertText {
  /** Ends the names of collective alerts: many of {@code Anomaly} are {@code AnomalyOfMany}. */
  private static final String OF_MANY = "OfMany";

  private static final int LISTED = 20;
  private static final int NAMED = 3;

  private final List<GroupedAlert> members;
  private final long groups;

  /**
   * @param members all that fire
   * @param groups how many there are
   */
  GroupAlertText(Collection<GroupedAlert> members, long groups) {
    this.members =
        members.stream()
            .map(member -> Map.entry(member, member.alert().labels().toString()))
            .sorted(
                Comparator.comparing(
                        (Map.Entry<GroupedAlert, String> entry) ->
                            entry.getKey().alert().startsAt())
                    .thenComparing(Map.Entry::getValue))
            .map(Map.Entry::getKey)
            .toList();
    this.groups = groups;
  }

  /** The alert as it begins. */
  Alert begun(long transition, long clock) {
    Map<String, String> labels = shared(Alert::labels);
    Alert first = members.getFirst().alert();
    labels.put("alertname", first.labels().getOrDefault("alertname", "") + OF_MANY);
    labels.put("severity", severity());
    return firing(labels, first.startsAt(), transition, clock);
  }

  /** The same alert in the words of now. */
  Alert still(Alert begun, long transition, long clock) {
    return firing(begun.labels(), begun.startsAt(), transition, clock);
  }

  /** The same alert, ended. */
  Alert over(Alert begun, long transition, String reason, long clock) {
    Map<String, String> annotations = new TreeMap<>(begun.annotations());
    String whose = number(groups) + " series of rule " + rule(begun.labels());
    String but = members.isEmpty() ? "" : "all but " + number(members.size()) + " of ";
    boolean recovered = reason.equals(Lifecycle.Reason.RECOVERED.text());
    String over = recovered ? " are as expected again" : " no longer alert";
    annotations.put("summary", but + whose + over);
    Instant now = Instant.ofEpochMilli(clock);
    return new AlertTemplate(begun.labels(), Map.of(), begun.mode())
        .alert(annotations, firing(begun.startsAt(), transition - 1), now, null)
        .resolved(reason, now);
  }

  private Alert firing(Map<String, String> labels, Instant startsAt, long transition, long clock) {
    return new AlertTemplate(labels, Map.of(), mode())
        .alert(
            annotations(labels, startsAt),
            firing(startsAt, transition),
            Instant.ofEpochMilli(clock),
            null);
  }

  private static Lifecycle firing(Instant startsAt, long transition) {
    return Lifecycle.firing(transition, startsAt.toEpochMilli());
  }

  private Map<String, String> annotations(Map<String, String> labels, Instant startsAt) {
    Map<String, String> annotations = shared(Alert::annotations);
    String first = list(NAMED, ", ", ", ...", member -> name(member, labels));
    annotations.put(
        "summary",
        number(members.size())
            + (" of " + number(groups) + " series of rule " + rule(labels))
            + (" are " + what() + " since " + startsAt + sides())
            + ("; first: " + first));
    String more = "\nand " + number(members.size() - LISTED) + " more";
    annotations.put("description", list(LISTED, "\n", more, member -> line(member, labels)));
    annotations.put("firing", Integer.toString(members.size()));
    annotations.put("series", Long.toString(groups));
    return annotations;
  }

  private String what() {
    String name = members.getFirst().alert().labels().getOrDefault("alertname", "");
    return switch (name) {
      case "ThresholdExceeded" -> "beyond their limits";
      case "TelemetryAbsent" -> "silent";
      default -> "anomalous";
    };
  }

  /** Where they are of what was expected, if anybody knows. */
  private String sides() {
    long below = members.stream().filter(member -> member.side() < 0).count();
    long above = members.stream().filter(member -> member.side() > 0).count();
    if (below + above == 0) {
      return "";
    }
    if (below == 0 || above == 0) {
      return (below > 0 ? ", below" : ", above") + " what was expected";
    }
    return ", " + number(below) + " below and " + number(above) + " above what was expected";
  }

  private String list(
      int most, String separator, String more, Function<GroupedAlert, String> text) {
    String listed = members.stream().limit(most).map(text).collect(Collectors.joining(separator));
    return members.size() > most ? listed + more : listed;
  }

  private static String line(GroupedAlert member, Map<String, String> labels) {
    String found = member.alert().annotations().getOrDefault("description", "");
    return found.isEmpty() ? name(member, labels) : name(member, labels) + ": " + found;
  }

  /** By what it differs from the others. */
  private static String name(GroupedAlert member, Map<String, String> labels) {
    String name =
        member.alert().labels().entrySet().stream()
            .filter(label -> !label.getKey().equals("alertname"))
            .filter(label -> !label.getKey().equals("severity"))
            .filter(label -> !label.getValue().equals(labels.get(label.getKey())))
            .map(label -> label.getKey() + '=' + label.getValue())
            .collect(Collectors.joining(","));
    return name.isEmpty() ? member.alert().fingerprint() : name;
  }

  /** What all of them have alike. */
  private Map<String, String> shared(Function<Alert, Map<String, String>> of) {
    Map<String, String> shared = null;
    for (GroupedAlert member : members) {
      Map<String, String> its = of.apply(member.alert());
      shared = shared == null ? new TreeMap<>(its) : common(shared, its);
    }
    return shared == null ? new TreeMap<>() : shared;
  }

  private static Map<String, String> common(Map<String, String> all, Map<String, String> its) {
    all.entrySet().removeIf(entry -> !entry.getValue().equals(its.get(entry.getKey())));
    return all;
  }

  private String severity() {
    String page = Severity.PAGE.text();
    return members.stream().anyMatch(member -> page.equals(severity(member)))
        ? page
        : Severity.TICKET.text();
  }

  private static @Nullable String severity(GroupedAlert member) {
    return member.alert().labels().get("severity");
  }

  /** Nobody is told of many of whom nobody is told. */
  private Alert.Mode mode() {
    return members.stream().allMatch(member -> member.alert().mode() == Alert.Mode.SHADOW)
        ? Alert.Mode.SHADOW
        : Alert.Mode.ALERT;
  }

  private static String rule(Map<String, String> labels) {
    return labels.getOrDefault("rule", "");
  }

  private static String number(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }
}
