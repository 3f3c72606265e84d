/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NumberedTest {
  private static final int MANY = 10_000;

  private long comparisons;

  @Test
  void thingsAreNumberedInTheOrderInWhichTheyCameHoweverOftenTheyComeAgain() {
    Numbered<String> numbered = new Numbered<>();
    List<String> all = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      assertThat(numbered.number("thing-" + i)).isEqualTo(i);
      all.add("thing-" + i);
      for (int j = 0; j <= i; j++) {
        assertThat(numbered.number("thing-" + j)).isEqualTo(j);
      }
    }
    assertThat(numbered.things()).isEqualTo(all);
  }

  @Test
  void tenThousandThingsAreNotComparedWithEachOther() {
    Numbered<Thing> numbered = new Numbered<>();
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < MANY; i++) {
        assertThat(numbered.number(new Thing(i))).isEqualTo(i);
      }
    }
    assertThat(numbered.things()).hasSize(MANY);
    assertThat(comparisons).isLessThan(3 * MANY);
  }

  /** Counts how often one is compared. */
  private final class Thing {
    private final int number;

    Thing(int number) {
      this.number = number;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      comparisons++;
      return other instanceof Thing thing && thing.number == number;
    }

    @Override
    public int hashCode() {
      return Integer.hashCode(number);
    }
  }
}
