/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.topology;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/**
 * What a broker knows when a stage does not come back: open transactions, and for every partition
 * its producers, its end, and the end that readers of committed records see.
 */
final class ClusterEvidence {
  private static final long SECONDS = 10;

  private ClusterEvidence() {}

  static String of(String bootstrap) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
      Set<TopicPartition> partitions = partitions(admin);
      return String.join(
          "\n",
          section(
              "transactions", () -> admin.listTransactions().all().get(SECONDS, TimeUnit.SECONDS)),
          section("ends, committed", () -> ends(admin, partitions, IsolationLevel.READ_COMMITTED)),
          section("ends, all", () -> ends(admin, partitions, IsolationLevel.READ_UNCOMMITTED)),
          section("producers", () -> producers(admin, partitions)));
    } catch (Exception e) {
      return "the broker does not tell: " + e;
    }
  }

  private static String section(String name, Callable<?> content) {
    try {
      return "== " + name + "\n" + content.call();
    } catch (Exception e) {
      return "== " + name + " failed: " + e;
    }
  }

  private static Set<TopicPartition> partitions(Admin admin) throws Exception {
    Set<String> topics = admin.listTopics().names().get(SECONDS, TimeUnit.SECONDS);
    Set<TopicPartition> partitions = new TreeSet<>((a, b) -> a.toString().compareTo(b.toString()));
    for (String topic : topics) {
      for (int partition = 0; partition < TwoStages.PARTITIONS; partition++) {
        partitions.add(new TopicPartition(topic, partition));
      }
    }
    return partitions;
  }

  private static String ends(Admin admin, Set<TopicPartition> partitions, IsolationLevel level)
      throws Exception {
    Map<TopicPartition, OffsetSpec> specs = new HashMap<>();
    partitions.forEach(partition -> specs.put(partition, OffsetSpec.latest()));
    var found =
        admin
            .listOffsets(specs, new ListOffsetsOptions(level))
            .all()
            .get(SECONDS, TimeUnit.SECONDS);
    return partitions.stream()
        .map(partition -> partition + "=" + found.get(partition).offset())
        .collect(Collectors.joining("\n"));
  }

  private static String producers(Admin admin, Set<TopicPartition> partitions) throws Exception {
    var found =
        admin.describeProducers(List.copyOf(partitions)).all().get(SECONDS, TimeUnit.SECONDS);
    return partitions.stream()
        .map(partition -> partition + "=" + found.get(partition).activeProducers())
        .collect(Collectors.joining("\n"));
  }
}
