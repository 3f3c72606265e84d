/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.app;

import io.watchfire.runtime.kafka.Topics;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates the topics that are missing. A cluster that forbids it is no error here: the preflight
 * names what is missing.
 */
final class CreatedTopics {
  private static final Logger LOG = LoggerFactory.getLogger(CreatedTopics.class);

  private CreatedTopics() {}

  static void ensure(Admin admin, StreamsAppConfig config) {
    try {
      for (String difference : Topics.createAndAwait(admin, new TopicPlan(config).topics())) {
        LOG.warn("{}", difference);
      }
    } catch (KafkaException e) {
      LOG.warn("Topics cannot be created: {}", e.getMessage());
    }
  }
}
