/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.delivery;

import io.watchfire.router.alertmanager.Outcome;
import java.time.Duration;
import java.time.Instant;

/** What became of one delivery's states: for the metrics, the audit trail and the dead letters. */
public final class DeliveryAccount {
  private final String name;
  private final String tenant;
  private final DeliveryAudit ledger;
  private final PeerMetrics metrics;

  /**
   * @param name the Alertmanager's
   * @param tenant whose states are delivered; empty where there are no tenants
   */
  public DeliveryAccount(String name, String tenant, DeliveryAudit ledger, PeerMetrics metrics) {
    this.name = name;
    this.tenant = tenant;
    this.ledger = ledger;
    this.metrics = metrics;
  }

  /** A request with that many alerts was answered, or was not. */
  void request(Outcome outcome, int alerts, Duration took) {
    metrics.request(outcome, alerts, took);
  }

  /** A state was taken for the first time. */
  void accepted(PendingDelivery owed, Instant now) {
    ledger.accepted(owed, name, now);
    Instant causedAt = owed.record().alert().causedAt();
    if (causedAt != null) {
      metrics.delivered(causedAt, now);
    }
    if (Payload.isChanged(owed.record().alert())) {
      metrics.renamed();
    }
  }

  /** A state will never be taken. */
  void refused(PendingDelivery owed, String cause, Instant now) {
    ledger.refused(owed, name, cause, now);
  }

  /** So many states wait to be taken. */
  void pending(int states) {
    metrics.pending(tenant, states);
  }
}
