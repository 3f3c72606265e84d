/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.anomaly.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.watchfire.streams.codec.ByteReader;
import io.watchfire.streams.codec.ByteWriter;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ParetoTailTest {
  @Test
  void distanceIsTheInverseOfSurprise() {
    Random random = new Random(1);
    for (ParetoTail tail : new ParetoTail[] {ParetoTail.ofValues(), ParetoTail.ofSums(1)}) {
      for (int i = 0; i < 3_000; i++) {
        tail.learn(random.nextGaussian() * (i % 50 == 0 ? 4 : 1));
      }
      for (double surprise = 0.7; surprise < 60; surprise += 0.3) {
        assertThat(tail.surprise(tail.distance(surprise))).isCloseTo(surprise, within(1e-9));
      }
    }
  }

  @Test
  void surpriseGrowsStrictly() {
    ParetoTail tail = ParetoTail.ofValues();
    double last = 0;
    for (double distance = 0; distance < 1e8; distance += 0.01 + distance / 10) {
      assertThat(tail.surprise(distance)).isGreaterThan(last);
      last = tail.surprise(distance);
    }
  }

  @Test
  void heavyTailsAreLearnedAndLightOnesStayNearNormal() {
    Random random = new Random(2);
    ParetoTail light = ParetoTail.ofValues();
    ParetoTail heavy = ParetoTail.ofValues();
    for (int i = 0; i < 20_000; i++) {
      light.learn(random.nextGaussian());
      heavy.learn(random.nextGaussian() / Math.sqrt(random.nextDouble() + 0.01));
    }
    // One in 100,000 on one side is 4.3 deviations of a normal distribution.
    assertThat(light.distance(Math.log(1e5))).isBetween(4.0, 5.5);
    assertThat(heavy.distance(Math.log(1e5))).isGreaterThan(10);
  }

  @Test
  void whatIsReadGoesOnAsWhatWasWritten() {
    ParetoTail tail = ParetoTail.ofValues();
    for (int i = 0; i < 100; i++) {
      tail.learn(i % 7);
    }
    ByteWriter out = new ByteWriter(64);
    tail.write(out);
    ParetoTail read = ParetoTail.ofValues().read(new ByteReader(out.toBytes()));
    assertThat(read.surprise(9)).isEqualTo(tail.surprise(9));
  }
}
