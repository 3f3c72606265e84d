/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Alerts that change at random while routers, Alertmanagers and the broker restart at random: in
 * the end each Alertmanager shows exactly what fires. {@code -Dwatchfire.faults.seed} repeats a
 * run.
 */
class ConvergenceIT {
  private static final long SEED = Long.getLong("watchfire.faults.seed", System.nanoTime());

  @TempDir private Path dir;

  @Test
  void theEndIsWhatFiresWhateverRestarts() throws Exception {
    converge(SEED, 40, false);
  }

  @Test
  @Tag("faults")
  void theEndIsWhatFiresHoweverLongEverythingRestarts() throws Exception {
    for (int round = 0; round < 10; round++) {
      converge(SEED + round, 60, false);
    }
  }

  @Test
  @Tag("faults")
  void theEndIsWhatFiresHoweverOftenTheRouterIsKilled() throws Exception {
    for (int round = 0; round < 5; round++) {
      converge(SEED + round, 60, true);
    }
  }

  private void converge(long seed, int steps, boolean killed) throws Exception {
    System.out.println("seed " + seed);
    try (ConvergenceWorld world =
        new ConvergenceWorld(dir.resolve("run" + seed), new Random(seed), killed)) {
      for (int i = 0; i < steps; i++) {
        world.step();
      }
      world.awaitConverged();
      assertThat(world.reopened()).as("seed %d%n%s", seed, world.story()).isEmpty();
    }
  }
}
