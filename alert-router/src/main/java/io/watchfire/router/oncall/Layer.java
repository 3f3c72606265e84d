/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.oncall;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * People who take turns.
 *
 * @param people in the order of their turns; at least one
 * @param until when it ends; null: never
 * @param only the hours to which it is limited; null: all
 */
public record Layer(
    String name,
    HandOvers handOvers,
    List<String> people,
    @Nullable Instant until,
    @Nullable Restriction only) {

  public Layer {
    people = List.copyOf(people);
  }

  /** Who has their turn at {@code t}, and a time around it in which that does not change. */
  Piece at(Instant t) {
    Instant first = handOvers.at(0);
    if (t.isBefore(first)) {
      return Piece.nobody(Instant.MIN, first);
    }
    if (until != null && !t.isBefore(until)) {
      return Piece.nobody(until, Instant.MAX);
    }
    Piece turn = turn(first, t).within(first, until == null ? Instant.MAX : until);
    return only == null ? turn : only.restrict(turn, t);
  }

  private Piece turn(Instant first, Instant t) {
    if (people.size() == 1) {
      // Nobody to hand over to: it is one turn, however often the hand-over comes.
      return new Piece(people.getFirst(), first, Instant.MAX);
    }
    long index = handOvers.indexAt(t);
    String person = people.get(Math.floorMod(index, people.size()));
    return new Piece(person, handOvers.at(index), handOvers.at(index + 1));
  }
}
