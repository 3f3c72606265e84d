/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.pager;

import io.watchfire.router.incident.AlertStatus;

/** What is known of our own alerts, and how far it can be trusted. */
public interface OwnAlerts extends AlertStatus {
  /** Whether their states are read, and go on being read: before, nobody is paged. */
  boolean areKnown();

  /**
   * Returns when every state that is written by now is read. Another instance may have been faster
   * and have told Alertmanager of an alert that is over here.
   *
   * @throws org.apache.kafka.common.KafkaException if Kafka does not say how much that is, or it
   *     takes too long
   */
  void awaitEnd() throws InterruptedException;
}
