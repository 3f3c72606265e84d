/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.StreamsGroupDescription;
import org.apache.kafka.common.GroupType;

/** What the broker says about who does what. */
final class StreamsGroups {
  private StreamsGroups() {}

  /** By group, how many tasks each member has. */
  static Map<String, List<Integer>> shares(Admin admin) throws Exception {
    List<String> groups =
        admin.listGroups().all().get(10, TimeUnit.SECONDS).stream()
            .filter(group -> group.type().equals(Optional.of(GroupType.STREAMS)))
            .map(GroupListing::groupId)
            .toList();
    Map<String, List<Integer>> shares = new TreeMap<>();
    for (StreamsGroupDescription group :
        admin.describeStreamsGroups(groups).all().get(10, TimeUnit.SECONDS).values()) {
      shares.put(
          group.groupId(),
          group.members().stream()
              .map(
                  member ->
                      member.assignment().activeTasks().stream()
                          .mapToInt(tasks -> tasks.partitions().size())
                          .sum())
              .toList());
    }
    return shares;
  }
}
