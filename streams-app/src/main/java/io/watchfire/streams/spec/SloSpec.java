/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.spec;

import io.watchfire.schemas.alert.Alert;
import io.watchfire.streams.alerting.Timing;
import io.watchfire.streams.query.GroupLabel;
import io.watchfire.streams.slo.Objective;
import java.util.List;
import java.util.Map;

/**
 * A service level objective.
 *
 * @param name unique among the rules of a tenant
 * @param tenant whose telemetry it is about; empty for every tenant's, each with its own budget
 * @param service what alerts name; empty where a group label {@code service} does
 * @param objective the promise
 * @param sli what counts
 * @param by labels of the groups, each group with its own budget
 * @param timing the patience of its alerts
 * @param mode whether its alerts are sent
 * @param labels put on its alerts, beside those every alert has
 * @param annotations put on its alerts
 * @param maxGroups most groups that are kept
 * @param written whether people wrote it; false for a default rule
 */
public record SloSpec(
    String name,
    String tenant,
    String service,
    Objective objective,
    Sli sli,
    List<GroupLabel> by,
    Timing timing,
    Alert.Mode mode,
    Map<String, String> labels,
    Map<String, String> annotations,
    int maxGroups,
    boolean written) {
  /** Copies the collections. */
  public SloSpec {
    by = List.copyOf(by);
    labels = Map.copyOf(labels);
    annotations = Map.copyOf(annotations);
  }

  /** What is measured. */
  public Indicator indicator() {
    return new Indicator(name, tenant, sli.sources(), by, written);
  }

  /**
   * By what its counts are known: two rules with the same fingerprint count the same, whatever
   * their names, objectives, windows, labels and modes are. Never 0.
   */
  public long fingerprint() {
    return Fingerprint.of(indicator(), sli.countsGood() ? "good" : "bad");
  }

  /**
   * What counts: the same indicator from one or more sources. Which of them count is chosen for
   * each resource and group.
   *
   * @param sources known by their place in the list
   * @param countsGood whether the numerator counts good events rather than bad ones
   */
  public record Sli(List<Source> sources, boolean countsGood) {
    /** Copies the sources. */
    public Sli {
      sources = List.copyOf(sources);
    }
  }
}
