/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.schemas.group;

import java.util.Map;
import java.util.TreeMap;

/**
 * A group as people see it and as keys of topics name it: {@code
 * tenant/cluster/rule/name=value,...}
 *
 * <p>Nothing is quoted, since these keys have always stood so on compacted topics: texts with
 * {@code /} in a tenant, or {@code ,name=} in a value, could be read in two ways.
 */
public final class GroupPath {
  private GroupPath() {}

  /**
   * The words for a group.
   *
   * @param tenant whose
   * @param cluster where; empty if there is only one
   * @param rule the rule's name
   * @param labels the group's labels, in any order
   */
  public static String of(String tenant, String cluster, String rule, Map<String, String> labels) {
    StringBuilder out = new StringBuilder();
    out.append(tenant).append('/').append(cluster).append('/').append(rule).append('/');
    String comma = "";
    for (Map.Entry<String, String> label : new TreeMap<>(labels).entrySet()) {
      out.append(comma).append(label.getKey()).append('=').append(label.getValue());
      comma = ",";
    }
    return out.toString();
  }
}
