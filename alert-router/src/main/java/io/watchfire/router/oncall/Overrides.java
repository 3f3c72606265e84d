/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.oncall;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Single times that somebody takes over, whatever the layers say. */
final class Overrides {
  /** Who it is from each moment on, until the next one. */
  private final NavigableMap<Instant, Optional<String>> changes = new TreeMap<>();

  /**
   * @param shifts where they overlap, the later in the list wins
   */
  Overrides(List<Shift> shifts) {
    changes.put(Instant.MIN, Optional.empty());
    shifts.forEach(this::lay);
  }

  private void lay(Shift shift) {
    Optional<String> afterwards = changes.floorEntry(shift.until()).getValue();
    changes.subMap(shift.from(), true, shift.until(), true).clear();
    changes.put(shift.from(), Optional.of(shift.person()));
    changes.put(shift.until(), afterwards);
  }

  /** Who takes over at {@code t}, and a time around it in which that does not change. */
  Piece at(Instant t) {
    Map.Entry<Instant, Optional<String>> change = changes.floorEntry(t);
    Instant next = changes.higherKey(t);
    return new Piece(
        change.getValue().orElse(null), change.getKey(), next == null ? Instant.MAX : next);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Overrides that && changes.equals(that.changes);
  }

  @Override
  public int hashCode() {
    return changes.hashCode();
  }
}
