/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.topology.anomalies;

import io.watchfire.schemas.alert.Alert;
import io.watchfire.streams.query.GroupKey;
import io.watchfire.streams.topology.AlertEvent;
import io.watchfire.streams.topology.Announcer;
import io.watchfire.streams.topology.GroupCounts;
import java.util.List;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Sends what became of a group's alert where it belongs: to everybody at once, or, where there may
 * be many groups like it, to the stage that gathers. That is told by the group's labels and not by
 * the rule, so that a group whose rule is gone, or is another now, ends where it began.
 */
final class AlertEvents {
  static final String SINK = "detections";

  private final ProcessorContext<byte[], byte[]> context;
  private final Announcer announcer;
  private final GroupCounts groupCounts;
  private final int partition;

  AlertEvents(
      ProcessorContext<byte[], byte[]> context, Announcer announcer, GroupCounts groupCounts) {
    this.context = context;
    this.announcer = announcer;
    this.groupCounts = groupCounts;
    this.partition = context.taskId().partition();
  }

  /** Changes of state of a group's alert. */
  void transitions(GroupKey group, List<Alert> alerts, int side, long wallClockMillis) {
    if (!GroupCounts.isCounted(group)) {
      announcer.transitions(alerts, wallClockMillis);
    } else if (!alerts.isEmpty()) {
      // A share is of something: the number goes ahead.
      groupCounts.tellNews(group, wallClockMillis, this::count);
      alerts.forEach(alert -> send(group, new AlertEvent.Transition(alert, side)));
    }
  }

  /** The current words of what fires. */
  void refresh(GroupKey group, Alert firing) {
    if (GroupCounts.isCounted(group)) {
      send(group, new AlertEvent.Refresh(firing));
    } else {
      announcer.refresh(List.of(firing), List.of());
    }
  }

  /** What resolved long ago is forgotten. */
  void forget(GroupKey group, Alert resolved) {
    if (GroupCounts.isCounted(group)) {
      send(group, new AlertEvent.Forgotten(resolved.fingerprint()));
    } else {
      announcer.forget(resolved.fingerprint());
    }
  }

  /** How many groups there are, where that is due. */
  void count(long wallClockMillis) {
    groupCounts.tell(wallClockMillis, this::count);
  }

  private void count(GroupKey of, long groups) {
    send(of, new AlertEvent.GroupCount(partition, groups));
  }

  private void send(GroupKey group, AlertEvent detection) {
    byte[] key = GroupCounts.gathered(group).bytes();
    Record<byte[], byte[]> record =
        new Record<>(key, detection.write(), context.currentSystemTimeMs());
    context.forward(record, SINK);
  }
}
