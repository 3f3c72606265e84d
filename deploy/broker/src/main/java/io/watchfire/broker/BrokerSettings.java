/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.broker;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * What the embedded broker is set to. Every value here differs from Kafka's default for a reason.
 */
final class BrokerSettings {
  private BrokerSettings() {}

  /** The settings for one node on {@code dir}; {@code overrides} win, except over the listeners. */
  static Map<String, Object> of(Path dir, Listeners listeners, Map<String, String> overrides) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", "1");
    settings.put("log.dirs", dir.toString());
    settings.put("auto.create.topics.enable", "false");
    singleNode(settings);
    recovery(settings);
    durability(settings);
    footprint(settings);
    settings.putAll(overrides);
    listeners.putInto(settings);
    return settings;
  }

  private static void singleNode(Map<String, Object> settings) {
    settings.put("default.replication.factor", "1");
    settings.put("min.insync.replicas", "1");
    settings.put("offsets.topic.replication.factor", "1");
    settings.put("transaction.state.log.replication.factor", "1");
    settings.put("transaction.state.log.min.isr", "1");
    settings.put("share.coordinator.state.topic.replication.factor", "1");
    settings.put("share.coordinator.state.topic.min.isr", "1");
    settings.put("group.initial.rebalance.delay.ms", "0");
    settings.put("group.streams.initial.rebalance.delay.ms", "0");
  }

  /**
   * With Kafka's defaults a restart after SIGKILL takes 12 s until the controller admits the broker
   * again, 45 s until the dead group member gives up its tasks, and 10 to 20 s until its open
   * transaction no longer holds up readers. These four timeouts are one decision.
   */
  private static void recovery(Map<String, Object> settings) {
    settings.put("broker.session.timeout.ms", "2000");
    settings.put("broker.heartbeat.interval.ms", "500");
    settings.put("group.streams.min.heartbeat.interval.ms", "500");
    settings.put("group.streams.heartbeat.interval.ms", "500");
    settings.put("group.streams.min.session.timeout.ms", "1500");
    settings.put("group.streams.session.timeout.ms", "6000");
    settings.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
    settings.put("transaction.max.timeout.ms", "60000");
  }

  private static void durability(Map<String, Object> settings) {
    // One replica: what a power cut may take is bounded by time, not by the page cache's mood.
    settings.put("log.flush.interval.ms", "1000");
    // A laptop that was off for two weeks must not find its budgets' offsets expired.
    settings.put("offsets.retention.minutes", Integer.toString(90 * 24 * 60));
    // A dead letter is the input plus headers, so everything must take more than a producer sends.
    settings.put("message.max.bytes", Integer.toString(32 << 20));
    settings.put("replica.fetch.max.bytes", Integer.toString(32 << 20));
  }

  private static void footprint(Map<String, Object> settings) {
    settings.put("offsets.topic.num.partitions", "4");
    settings.put("transaction.state.log.num.partitions", "4");
    settings.put("share.coordinator.state.topic.num.partitions", "1");
    // As the system sizes them: with Kafka's own 100 KB a large answer takes hundreds of calls.
    settings.put("socket.send.buffer.bytes", "-1");
    settings.put("socket.receive.buffer.bytes", "-1");
    settings.put("num.network.threads", "1");
    settings.put("num.io.threads", "2");
    settings.put("background.threads", "2");
    settings.put("group.coordinator.threads", "1");
    settings.put("share.coordinator.threads", "1");
    settings.put("num.recovery.threads.per.data.dir", "1");
    settings.put("log.cleaner.dedupe.buffer.size", Integer.toString(16 << 20));
  }
}
