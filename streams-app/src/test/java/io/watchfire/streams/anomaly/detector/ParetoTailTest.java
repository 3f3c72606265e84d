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
  void distanceIsTheInverseOfSurprisal() {
    Random random = new Random(1);
    for (ParetoTail tail : new ParetoTail[] {ParetoTail.ofValues(), ParetoTail.ofSums(1)}) {
      for (int i = 0; i < 3_000; i++) {
        tail.learn(random.nextGaussian() * (i % 50 == 0 ? 4 : 1));
      }
      for (double surprisal = 0.7; surprisal < 60; surprisal += 0.3) {
        assertThat(tail.surprisal(tail.distance(surprisal))).isCloseTo(surprisal, within(1e-9));
      }
    }
  }

  @Test
  void surprisalGrowsStrictly() {
    ParetoTail tail = ParetoTail.ofValues();
    double last = 0;
    for (double distance = 0; distance < 1e8; distance += 0.01 + distance / 10) {
      assertThat(tail.surprisal(distance)).isGreaterThan(last);
      last = tail.surprisal(distance);
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
    assertThat(read.surprisal(9)).isEqualTo(tail.surprisal(9));
  }
}
