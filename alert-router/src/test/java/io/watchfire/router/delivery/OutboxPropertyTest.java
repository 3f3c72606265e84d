/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** The outbox under thousands of random interleavings; {@code -Dwatchfire.faults.seed} repeats. */
class OutboxPropertyTest {
  private static final long SEED = Long.getLong("watchfire.faults.seed", 1L);
  private static final int RUNS = 5000;
  private static final int STEPS = 60;

  @Test
  void whateverFailsInTheEndExactlyWhatFiresIsOpenAndNothingWasOpenedAgain() {
    for (long seed = SEED; seed < SEED + RUNS; seed++) {
      OutboxModel model = new OutboxModel(new Random(seed));
      for (int i = 0; i < STEPS; i++) {
        model.step();
      }
      model.settle();
      assertThat(model.open()).as("seed %d%n%s", seed, model.story()).isEqualTo(model.firing());
      assertThat(model.reopened()).as("seed %d%n%s", seed, model.story()).isEmpty();
      assertThat(model.isDone()).as("seed %d: all is done%n%s", seed, model.story()).isTrue();
    }
  }
}
