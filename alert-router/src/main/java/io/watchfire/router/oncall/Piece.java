/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.oncall;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of time in which nothing changes. Neighbouring pieces may have the same person.
 *
 * @param person null where nobody is on call
 * @param from {@link Instant#MIN} where it has no beginning
 * @param until exclusive; {@link Instant#MAX} where it has no end
 */
record Piece(@Nullable String person, Instant from, Instant until) {

  static Piece nobody(Instant from, Instant until) {
    return new Piece(null, from, until);
  }

  /** The part of it that lies in the given time. */
  Piece within(Instant earliest, Instant latest) {
    return new Piece(
        person, from.isBefore(earliest) ? earliest : from, until.isAfter(latest) ? latest : until);
  }

  boolean isOf(String name) {
    return name.equals(person);
  }
}
