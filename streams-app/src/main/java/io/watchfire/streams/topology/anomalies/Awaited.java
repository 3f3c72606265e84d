/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.topology.anomalies;

import io.watchfire.streams.engine.SeriesRule;
import io.watchfire.streams.query.GroupKey;
import io.watchfire.streams.spec.AbsenceSpec;
import io.watchfire.streams.topology.SumsRecord;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * What rules of absence await before anything came: one group each, under a key that is known
 * without telemetry, in the partition that Kafka gives that key. What comes under another key, with
 * its own tenant and cluster, tells that group once, so that only one of the two misses it.
 */
final class Awaited {
  static final String SINK = "awaited";

  private Awaited() {}

  static boolean isFixed(SeriesRule rule) {
    AbsenceSpec absence = rule.absence();
    return absence != null && absence.fixed();
  }

  /** Whether the group that stands for all of the rule is in that partition of the sums. */
  static boolean isIn(int partition, int partitions, SeriesRule rule) {
    int its = Utils.toPositive(Utils.murmur2(measured(rule).bytes())) % partitions;
    return its == partition;
  }

  /** The group that stands for all of the rule. */
  static GroupKey group(SeriesRule rule) {
    return new GroupKey(tenant(rule), "", rule.head().name(), Map.of());
  }

  /** Tells the group that stands for all that this one came. */
  static void came(SeriesRule rule, GroupKey group, ProcessorContext<byte[], byte[]> context) {
    if (isFixed(rule) && !group.equals(group(rule))) {
      long nowMillis = context.currentSystemTimeMs();
      byte[] nothing = new SumsRecord(nowMillis, "", false, List.of()).write();
      context.forward(new Record<>(measured(rule).bytes(), nothing, nowMillis), SINK);
    }
  }

  private static GroupKey measured(SeriesRule rule) {
    return new GroupKey(tenant(rule), "", rule.series().indicator(), Map.of());
  }

  private static String tenant(SeriesRule rule) {
    AbsenceSpec absence = rule.absence();
    return absence == null ? "" : absence.tenant();
  }
}
