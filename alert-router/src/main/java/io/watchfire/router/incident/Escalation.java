/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.incident;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far up an incident has gone.
 *
 * @param turn counts the steps taken, over all rounds, from 1; 0 before the first
 * @param round how often the steps were begun anew, from 0
 * @param step the next step's place in the policy, from 0
 * @param nextAt when that step is due; null if none is
 */
public record Escalation(int turn, int round, int step, @Nullable Instant nextAt) {
  /** Before the first step. */
  static Escalation dueAt(Instant when) {
    return new Escalation(0, 0, 0, when);
  }

  /** From the first step again; turns go on counting. */
  Escalation anew(Instant when) {
    return new Escalation(turn, 0, 0, when);
  }

  /** The same steps, nothing due. */
  Escalation stopped() {
    return new Escalation(turn, round, step, null);
  }

  /** The same step, due at another time. */
  Escalation due(Instant when) {
    return new Escalation(turn, round, step, when);
  }
}
