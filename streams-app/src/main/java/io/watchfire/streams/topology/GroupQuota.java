/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.topology;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many groups each rule has in a task, and may have. The limit of a rule is spread over the
 * partitions of its input, rounded up; that a group is refused is counted each time, and which rule
 * hit its limit is said once until one of its groups was forgotten.
 */
public final class GroupQuota {
  private static final Logger LOG = LoggerFactory.getLogger(GroupQuota.class);

  private final int partitions;
  private final StreamMeters meters;
  private final Map<String, Integer> groups = new HashMap<>();
  private final Set<String> warned = new HashSet<>();

  /**
   * @param partitions of the input, at least 1
   */
  public GroupQuota(int partitions, StreamMeters meters) {
    this.partitions = partitions;
    this.meters = meters;
  }

  /** Whether one more group of the rule may begin here. */
  public boolean hasRoom(String rule, int maxGroups) {
    return groups.getOrDefault(rule, 0) < limit(maxGroups);
  }

  /** A group began, or was taken up again; it counts even where there was no room for it. */
  public void add(String rule) {
    groups.merge(rule, 1, Integer::sum);
  }

  /** A group was forgotten, so there is room for another. */
  public void remove(String rule) {
    groups.merge(rule, -1, Integer::sum);
    warned.remove(rule);
  }

  /** A group was refused, since there is no room for it. */
  public void refuse(String rule, int maxGroups) {
    meters.groupRefused();
    if (warned.add(rule)) {
      LOG.warn(
          "Rule {} has {} groups in this partition, its limit: further ones are refused and counted"
              + " (maxGroups: {})",
          rule,
          limit(maxGroups),
          maxGroups);
    }
  }

  private int limit(int maxGroups) {
    return Math.ceilDiv(maxGroups, partitions);
  }
}
