/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.spec;

import io.watchfire.schemas.alert.Alert;
import io.watchfire.streams.grouping.GroupingSettings;
import io.watchfire.streams.slo.Severity;
import java.util.Map;

/**
 * What rules of every kind but the objective say of themselves.
 *
 * @param name unique among all rules
 * @param service what alerts name; empty: the group label {@code service}
 * @param severity of its alerts
 * @param mode whether its alerts are sent
 * @param labels of its alerts
 * @param annotations of its alerts
 * @param maxGroups most groups
 * @param gather when alerts of many groups are one
 */
public record RuleHead(
    String name,
    String service,
    Severity severity,
    Alert.Mode mode,
    Map<String, String> labels,
    Map<String, String> annotations,
    int maxGroups,
    GroupingSettings gather) {
  /** Copies the maps. */
  public RuleHead {
    labels = Map.copyOf(labels);
    annotations = Map.copyOf(annotations);
  }
}
