/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.anomaly.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.watchfire.streams.anomaly.Signal;
import io.watchfire.streams.codec.ByteReader;
import io.watchfire.streams.codec.ByteWriter;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PriorWeightTest {
  private static final Seen SOME = new Seen(1000, 1);

  @Test
  void theLawCountsLessTheMoreWasSeen() {
    PriorWeight prior = new PriorWeight();
    assertThat(prior.share(new Seen(0, 1))).isEqualTo(1);
    assertThat(prior.share(SOME)).isCloseTo(0.5, within(1e-9));
    assertThat(prior.share(new Seen(1000, 12))).isGreaterThan(0.9);
  }

  @Test
  void oneBreachIsAnIncidentAndMoreRefuteTheLaw() {
    PriorWeight prior = new PriorWeight();
    breach(prior);
    assertThat(prior.share(SOME)).isCloseTo(0.5, within(1e-9));
    for (int i = 0; i < 5; i++) {
      breach(prior);
    }
    assertThat(prior.share(SOME)).isLessThan(0.2);
  }

  @Test
  void whatLingersIsOneBreach() {
    PriorWeight prior = new PriorWeight();
    for (int row = 0; row < 12; row++) {
      prior.learn(50);
    }
    assertThat(prior.share(SOME)).isCloseTo(0.5, within(1e-9));
  }

  @Test
  void breachesOfLongRowsAreLittleEvidence() {
    PriorWeight prior = new PriorWeight();
    for (int i = 0; i < 6; i++) {
      breach(prior);
    }
    Seen hours = new Seen(1000, 12);
    assertThat(prior.share(hours)).isCloseTo(new PriorWeight().share(hours), within(0.01));
  }

  @Test
  void itIsReadAsItWasWritten() {
    PriorWeight prior = new PriorWeight();
    breach(prior);
    breach(prior);
    prior.learn(50);
    ByteWriter out = new ByteWriter(32);
    prior.write(out);
    PriorWeight read = new PriorWeight();
    read.read(new ByteReader(out.toBytes()));
    for (int row = 0; row < 11; row++) {
      prior.learn(1);
      read.learn(1);
    }
    assertThat(read.share(SOME)).isEqualTo(prior.share(SOME));
  }

  @Test
  void spikesThatKeepComingAreSoonNoNews() {
    long seed = 5;
    Random random = new Random(seed);
    Signal signal = new Signal(Duration.ofMinutes(5), ZoneOffset.UTC);
    int early = 0;
    int late = 0;
    for (int spike = 0; spike < 40; spike++) {
      signal.feed(Duration.ofMinutes(200 + random.nextInt(400)), Signal.noise(random));
      boolean starts = signal.one(200 + 20 * random.nextDouble()).starts();
      early += starts && spike < 10 ? 1 : 0;
      late += starts && spike >= 30 ? 1 : 0;
    }
    assertThat(early).as("seed %d", seed).isPositive();
    assertThat(late).as("seed %d", seed).isLessThanOrEqualTo(2);
  }

  private static void breach(PriorWeight prior) {
    prior.learn(50);
    for (int row = 1; row < 12; row++) {
      prior.learn(1);
    }
  }
}
