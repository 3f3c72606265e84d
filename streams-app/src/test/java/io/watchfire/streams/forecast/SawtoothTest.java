/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class SawtoothTest {
  private static final long BLOCK = 900_000;
  private static final double LIMIT = 90;

  private static Rollup rollup(int blocks, IntToDoubleFunction series) {
    Rollup rollup = new Rollup(BLOCK * Rollup.BLOCKS);
    for (int i = 0; i < blocks * Rollup.PER_BLOCK; i++) {
      rollup.advance(i * BLOCK / Rollup.PER_BLOCK);
      rollup.add(series.applyAsDouble(i / Rollup.PER_BLOCK));
    }
    return rollup;
  }

  /** A climb from 20 to that height within 100 blocks, and the fall after it. */
  private static void tooth(Sawtooth sawtooth, double height) {
    Rollup rollup = rollup(102, b -> b < 100 ? 20 + (height - 20) * b / 99 : 20);
    assertThat(sawtooth.fell(rollup, 100)).as("a tooth of height %s", height).isTrue();
  }

  @Test
  void withoutAToothThereIsNoBar() {
    assertThat(new Sawtooth().threshold(100, LIMIT)).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @Test
  void aBurstIsNoTooth() {
    Sawtooth sawtooth = new Sawtooth();
    assertThat(sawtooth.fell(rollup(102, b -> b > 80 && b < 100 ? 60 : 20), 100)).isFalse();
    assertThat(sawtooth.threshold(101, LIMIT)).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @Test
  void afterOneToothTheBarIsHalfWayToTheLimit() {
    Sawtooth sawtooth = new Sawtooth();
    tooth(sawtooth, 70);
    assertThat(sawtooth.threshold(101, LIMIT)).isCloseTo(80, within(1e-9));
  }

  @Test
  void theMoreTeethTheLessTheNextMayBeHigher() {
    Sawtooth sawtooth = new Sawtooth();
    for (int i = 0; i < 30; i++) {
      tooth(sawtooth, i % 2 == 0 ? 60 : 44);
    }
    assertThat(sawtooth.threshold(101, LIMIT))
        .as("the last 8, of 60 and 44")
        .isCloseTo(65, within(1e-9));
  }

  @Test
  void aToothThatCameToTheLimitSetsNoBar() {
    Sawtooth sawtooth = new Sawtooth();
    tooth(sawtooth, 95);
    assertThat(sawtooth.threshold(101, LIMIT)).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @Test
  void teethAreForgottenAfterFourteenWindows() {
    Sawtooth sawtooth = new Sawtooth();
    tooth(sawtooth, 70);
    assertThat(sawtooth.threshold(100 + 14 * Rollup.BLOCKS, LIMIT)).isGreaterThan(70);
    assertThat(sawtooth.threshold(101 + 14 * Rollup.BLOCKS, LIMIT))
        .isEqualTo(Double.NEGATIVE_INFINITY);
  }
}
