/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.delivery;

import io.watchfire.router.alertmanager.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What became of one delivery's states: for the metrics, the audit trail, the dead letters and the
 * cursor.
 */
public final class DeliveryAccount {
  private final String name;
  private final String tenant;
  private final DeliveryAudit audit;
  private final PeerMetrics metrics;
  private final Consumer<Map<Integer, Long>> cursor;

  /**
   * @param name the Alertmanager's
   * @param tenant whose states are delivered; empty where there are no tenants
   * @param cursor takes how far the delivery is, by partition
   */
  public DeliveryAccount(
      String name,
      String tenant,
      DeliveryAudit audit,
      PeerMetrics metrics,
      Consumer<Map<Integer, Long>> cursor) {
    this.name = name;
    this.tenant = tenant;
    this.audit = audit;
    this.metrics = metrics;
    this.cursor = cursor;
  }

  /** A request with that many alerts was answered, or was not. */
  void request(Outcome outcome, int alerts, Duration took) {
    metrics.request(outcome, alerts, took);
  }

  /** A state was taken for the first time. */
  void accepted(PendingDelivery pending, Instant now) {
    audit.accepted(pending, name, now);
    Instant causedAt = pending.record().alert().causedAt();
    if (causedAt != null) {
      metrics.delivered(causedAt, now);
    }
    if (Payload.isChanged(pending.record().alert())) {
      metrics.renamed();
    }
  }

  /** A state will never be taken. */
  void refused(PendingDelivery pending, String cause, Instant now) {
    audit.refused(pending, name, cause, now);
  }

  /** So many states wait to be taken. */
  void pending(int states) {
    metrics.pending(tenant, states);
  }

  /** All before these offsets, by partition, is taken or refused for good. */
  void finished(Map<Integer, Long> before) {
    cursor.accept(before);
  }
}
