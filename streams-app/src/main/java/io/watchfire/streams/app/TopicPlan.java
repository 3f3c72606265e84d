/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.app;

import io.watchfire.runtime.kafka.KafkaSettings;
import io.watchfire.streams.ingest.InputFormat;
import io.watchfire.streams.topology.TopicNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/** The topics that Watchfire needs, with the settings they are created with. */
public final class TopicPlan {
  /** A dead letter is the input plus headers. */
  private static final int DEAD_LETTER_BYTES = 32 << 20;

  private final StreamsAppConfig config;
  private final TopicNames names;

  /** Plans for a configuration. */
  public TopicPlan(StreamsAppConfig config) {
    this.config = config;
    this.names = new TopicNames(config.kafka().topicPrefix());
  }

  /** Every topic, inputs included. */
  public List<NewTopic> topics() {
    int partitions = config.partitions();
    List<NewTopic> topics = new ArrayList<>();
    for (Map.Entry<String, InputFormat> input : config.inputs().entrySet()) {
      topics.add(deleted(input.getKey(), config.limits().inputPartitions(), Duration.ofDays(1)));
    }
    topics.add(own(deleted(names.packed(), partitions, Duration.ofHours(6))));
    topics.add(own(deleted(names.sums(), partitions, Duration.ofHours(6))));
    topics.add(own(deleted(names.detections(), partitions, Duration.ofHours(6))));
    topics.add(own(compacted(names.alerts(), partitions)));
    topics.add(own(compacted(names.sloStatus(), partitions)));
    topics.add(own(deleted(names.anomalies(), partitions, Duration.ofDays(7))));
    topics.add(own(deleted(names.audit(), partitions, Duration.ofDays(365))));
    NewTopic dead = deleted(names.deadLetters(), partitions, Duration.ofDays(7));
    topics.add(
        own(with(dead, TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(DEAD_LETTER_BYTES))));
    return topics;
  }

  /**
   * Topics that only we write are stamped by the broker. The time of an old input record would make
   * retention delete what was just written, and the broker forget its producer: it counts a
   * producer's age by the time of its last record.
   */
  private static NewTopic own(NewTopic topic) {
    return with(topic, TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");
  }

  private static NewTopic with(NewTopic topic, String setting, String value) {
    Map<String, String> more = new HashMap<>(topic.configs());
    more.put(setting, value);
    return topic.configs(more);
  }

  private NewTopic deleted(String name, int partitions, Duration retention) {
    return topic(
        name,
        partitions,
        Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG,
            TopicConfig.CLEANUP_POLICY_DELETE,
            TopicConfig.RETENTION_MS_CONFIG,
            Long.toString(retention.toMillis())));
  }

  private NewTopic compacted(String name, int partitions) {
    return topic(
        name,
        partitions,
        Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG,
            TopicConfig.CLEANUP_POLICY_COMPACT,
            TopicConfig.SEGMENT_MS_CONFIG,
            Long.toString(Duration.ofHours(1).toMillis())));
  }

  private NewTopic topic(String name, int partitions, Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(settings);
    KafkaSettings kafka = config.kafka();
    all.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, Integer.toString(kafka.minInSyncReplicas()));
    return new NewTopic(name, partitions, kafka.replicationFactor()).configs(all);
  }
}
