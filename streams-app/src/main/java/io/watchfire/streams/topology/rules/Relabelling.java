/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.topology.rules;

import io.watchfire.schemas.alert.Alert;
import io.watchfire.streams.topology.Announcer;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** Tells alerts under their new labels first, and ends the old ones some time later. */
final class Relabelling {
  private final GroupStore store;
  private final Announcer announcer;

  Relabelling(GroupStore store, Announcer announcer) {
    this.store = store;
    this.announcer = announcer;
  }

  /** Does what is due. */
  void tick(RunningGroup group, long wallClockMillis) {
    if (group.relabelled().isNew()) {
      group.relabelled().told(wallClockMillis);
      announcer.transitions(renamed(group), wallClockMillis);
    } else if (group.relabelled().isOver(wallClockMillis)) {
      end(group, wallClockMillis);
    }
  }

  /** Ends the old ones; from now on the new ones are what is kept. */
  void end(RunningGroup group, long wallClockMillis) {
    renamed(group).forEach(alert -> store.putAlert(group.hash(), alert));
    Instant when = Instant.ofEpochMilli(group.evaluator().group().state().clockMillis());
    announcer.moved(group.relabelled().old(), when, wallClockMillis);
    group.relabelled().ended();
  }

  private static List<Alert> renamed(RunningGroup group) {
    return group.relabelled().old().stream()
        .map(group.evaluator()::renamed)
        .filter(Objects::nonNull)
        .toList();
  }
}
