/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.delivery;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** An Alertmanager's memory: what it was told last, gone after a restart. */
final class SimulatedAlertmanager {
  private final Map<String, PendingDelivery> told = new HashMap<>();
  private final List<PendingDelivery> stuck = new ArrayList<>();
  private final List<String> reopened = new ArrayList<>();

  /** A request that arrives as it was sent: it may not open what a later one has ended. */
  void take(PendingDelivery pending) {
    PendingDelivery last = told.get(pending.record().fingerprint());
    if (pending.as() == PendingDelivery.As.FIRING
        && last != null
        && last.as() == PendingDelivery.As.RESOLVED
        && last.record().isNewerThan(pending.record())) {
      reopened.add(OutboxModel.name(pending) + "@" + pending.record().offset());
    }
    told.put(pending.record().fingerprint(), pending);
  }

  /** A request whose sender gave it up, and that is nevertheless on its way. */
  void hold(PendingDelivery pending) {
    stuck.add(pending);
  }

  void takeStuck() {
    stuck.forEach(pending -> told.put(pending.record().fingerprint(), pending));
    stuck.clear();
  }

  void dropStuck() {
    stuck.clear();
  }

  void loseMemory() {
    told.clear();
    stuck.clear();
  }

  /** The names of the alerts that fire here. */
  TreeSet<String> open() {
    TreeSet<String> open = new TreeSet<>();
    told.values().stream()
        .filter(pending -> pending.as() == PendingDelivery.As.FIRING)
        .map(OutboxModel::name)
        .forEach(open::add);
    return open;
  }

  /** What a request in its turn has opened although it had ended. */
  List<String> reopened() {
    return List.copyOf(reopened);
  }
}
