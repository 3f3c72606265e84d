/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.incident;

import java.util.ArrayList;
import java.util.List;

/**
 * What became of an incident.
 *
 * @param incident as it stands after it
 * @param entries what happened, for the audit trail
 */
public record Change(Incident incident, List<TimelineEvent> entries) {
  /** Copies the list. */
  public Change {
    entries = List.copyOf(entries);
  }

  /** Both, of the same incident. */
  Change then(Change next) {
    List<TimelineEvent> both = new ArrayList<>(entries);
    both.addAll(next.entries());
    return new Change(next.incident(), both);
  }
}
