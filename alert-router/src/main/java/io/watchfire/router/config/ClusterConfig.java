/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.config;

import io.watchfire.router.relabel.RelabelRule;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One cluster of Alertmanagers. Its members share silences, but no alerts: each is told everything.
 *
 * @param name for people and metrics
 * @param members at least one
 * @param resolve whether every address of a member's name is a member of its own
 * @param alertRelabel the rules for this cluster alone, after those for all
 * @param tenants null if it has none, or always the same one by {@link AlertmanagerConfig#headers}
 */
public record ClusterConfig(
    String name,
    List<AlertmanagerConfig> members,
    Resolve resolve,
    List<RelabelRule> alertRelabel,
    @Nullable Tenants tenants) {

  /**
   * Checks and copies.
   *
   * @throws IllegalArgumentException says which value is wrong and what was expected
   */
  public ClusterConfig {
    members = List.copyOf(members);
    alertRelabel = List.copyOf(alertRelabel);
    if (members.isEmpty()) {
      throw new IllegalArgumentException("urls: none (expected: at least one)");
    }
  }

  /** One of a single member, named by its URL, without anything else. */
  public static ClusterConfig of(AlertmanagerConfig member) {
    return new ClusterConfig(
        member.url().toString(), List.of(member), Resolve.AUTO, List.of(), null);
  }

  /** Checks that no name and no URL is there twice. */
  static void requireDistinct(List<ClusterConfig> clusters) {
    Set<Object> seen = new HashSet<>();
    for (ClusterConfig cluster : clusters) {
      for (AlertmanagerConfig member : cluster.members()) {
        if (!seen.add(member.url())) {
          throw new IllegalArgumentException(
              "alertmanagers: " + member.url() + " (expected: each URL once)");
        }
      }
      if (!seen.add(cluster.name())) {
        throw new IllegalArgumentException(
            "alertmanagers: " + cluster.name() + " (expected: each name once)");
      }
    }
  }
}
