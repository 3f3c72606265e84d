/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.topology.anomalies;

import io.watchfire.schemas.alert.Alert;
import io.watchfire.schemas.alert.AlertState;
import io.watchfire.streams.query.GroupKey;
import io.watchfire.streams.topology.Announcer;
import io.watchfire.streams.topology.HeldRules;
import java.time.Instant;
import java.util.List;

/** A group of a series rule that this instance does not know. */
record HeldEvaluator(EvaluatorStore store, EvaluatorStore.Kept group, AlertEvents detections) {
  HeldRules.Held held() {
    GroupKey key = GroupKey.of(group.key());
    return new HeldRules.Held(
        key.rule(),
        group.heldMillis(),
        () -> refresh(key),
        millis -> store.putHeld(group, millis),
        wallClockMillis -> end(key, wallClockMillis));
  }

  private void refresh(GroupKey key) {
    for (Alert alert : group.alerts()) {
      if (alert.state() == AlertState.FIRING) {
        detections.refresh(key, alert);
      }
    }
  }

  private void end(GroupKey key, long wallClockMillis) {
    List<Alert> ended = Announcer.ended(group.alerts(), Instant.ofEpochMilli(wallClockMillis));
    detections.transitions(key, ended, 0, wallClockMillis);
    store.remove(group.hash());
  }
}
