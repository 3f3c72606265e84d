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

  private static Rollup cells(int blocks, IntToDoubleFunction series) {
    Rollup cells = new Rollup(BLOCK * Rollup.BLOCKS);
    for (int i = 0; i < blocks * Rollup.PER_BLOCK; i++) {
      cells.advance(i * BLOCK / Rollup.PER_BLOCK);
      cells.add(series.applyAsDouble(i / Rollup.PER_BLOCK));
    }
    return cells;
  }

  /** A climb from 20 to that height within 100 blocks, and the fall after it. */
  private static void tooth(Sawtooth teeth, double height) {
    Rollup cells = cells(102, b -> b < 100 ? 20 + (height - 20) * b / 99 : 20);
    assertThat(teeth.fell(cells, 100)).as("a tooth of height %s", height).isTrue();
  }

  @Test
  void withoutAToothThereIsNoBar() {
    assertThat(new Sawtooth().bar(100, LIMIT)).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @Test
  void aBurstIsNoTooth() {
    Sawtooth teeth = new Sawtooth();
    assertThat(teeth.fell(cells(102, b -> b > 80 && b < 100 ? 60 : 20), 100)).isFalse();
    assertThat(teeth.bar(101, LIMIT)).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @Test
  void afterOneToothTheBarIsHalfWayToTheLimit() {
    Sawtooth teeth = new Sawtooth();
    tooth(teeth, 70);
    assertThat(teeth.bar(101, LIMIT)).isCloseTo(80, within(1e-9));
  }

  @Test
  void theMoreTeethTheLessTheNextMayBeHigher() {
    Sawtooth teeth = new Sawtooth();
    for (int i = 0; i < 30; i++) {
      tooth(teeth, i % 2 == 0 ? 60 : 44);
    }
    assertThat(teeth.bar(101, LIMIT)).as("the last 8, of 60 and 44").isCloseTo(65, within(1e-9));
  }

  @Test
  void aToothThatCameToTheLimitSetsNoBar() {
    Sawtooth teeth = new Sawtooth();
    tooth(teeth, 95);
    assertThat(teeth.bar(101, LIMIT)).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @Test
  void teethAreForgottenAfterFourteenWindows() {
    Sawtooth teeth = new Sawtooth();
    tooth(teeth, 70);
    assertThat(teeth.bar(100 + 14 * Rollup.BLOCKS, LIMIT)).isGreaterThan(70);
    assertThat(teeth.bar(101 + 14 * Rollup.BLOCKS, LIMIT)).isEqualTo(Double.NEGATIVE_INFINITY);
  }
}
