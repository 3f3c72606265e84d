/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.pager;

import io.watchfire.runtime.kafka.KafkaSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/**
 * The topics of on call. Its own two have one partition each: who reads the inbox leads.
 *
 * @param inbox what Alertmanager and people told us
 * @param incidents every incident as it stands, by id
 * @param audit what was decided and done; not only ours
 */
record PagerTopics(String inbox, String incidents, String audit) {
  /** More than an HTTP body may have by default, and an incident can have. */
  static final int MAX_BYTES = 32 << 20;

  private static final Duration INBOX = Duration.ofDays(7);
  private static final Duration AUDIT = Duration.ofDays(365);
  private static final int AUDIT_PARTITIONS = 2;

  static PagerTopics of(KafkaSettings kafka) {
    return new PagerTopics(kafka.topic("oncall"), kafka.topic("incidents"), kafka.topic("audit"));
  }

  /** How the audit trail is created where no other process has done it. */
  NewTopic auditPlan(KafkaSettings kafka) {
    return topic(
        kafka,
        audit,
        AUDIT_PARTITIONS,
        Map.of(TopicConfig.RETENTION_MS_CONFIG, Long.toString(AUDIT.toMillis())));
  }

  /** How the two are created. */
  List<NewTopic> plan(KafkaSettings kafka) {
    return List.of(
        topic(
            kafka,
            inbox,
            1,
            Map.of(TopicConfig.RETENTION_MS_CONFIG, Long.toString(INBOX.toMillis()))),
        topic(
            kafka,
            incidents,
            1,
            Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_COMPACT,
                TopicConfig.SEGMENT_MS_CONFIG,
                Long.toString(Duration.ofHours(1).toMillis()))));
  }

  private static NewTopic topic(
      KafkaSettings kafka, String name, int partitions, Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(settings);
    all.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(MAX_BYTES));
    all.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, Integer.toString(kafka.minInSyncReplicas()));
    return new NewTopic(name, partitions, kafka.replicationFactor()).configs(all);
  }
}
