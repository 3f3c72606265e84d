/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.watchfire.codec.ByteReader;
import io.watchfire.codec.CorruptValueException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Random;
import java.util.function.LongToDoubleFunction;
import org.junit.jupiter.api.Test;

class WatchTest {
  private final LongToDoubleFunction noise = Signal.noise(new Random(7));
  private final Signal signal = new Signal(Duration.ofMinutes(1), ZoneOffset.UTC);

  @Test
  void aFrozenWatchJudgesButDoesNotLearn() {
    signal.feed(Duration.ofDays(2), noise);
    signal.watch.freeze();
    signal.feed(Duration.ofDays(2), t -> 160);
    assertThat(signal.watch.frozen()).isTrue();
    signal.watch.thaw();
    assertThat(signal.feed(Duration.ofHours(3), noise)).isEmpty();
    assertThat(signal.one(160).verdict().score()).isGreaterThan(0.5);
  }

  @Test
  void anIgnoredWindowNeitherAlertsNorTeaches() {
    signal.feed(Duration.ofDays(2), noise);
    for (int i = 0; i < 600; i++) {
      assertThat(signal.watch.ignore(signal.time).starts()).isFalse();
      signal.time += 60_000;
    }
    assertThat(signal.feed(Duration.ofHours(3), noise)).isEmpty();
    assertThat(signal.one(160).starts()).isTrue();
  }

  @Test
  void aWatchThatForgetsLearnsAnew() {
    signal.feed(Duration.ofDays(2), noise);
    signal.watch.forget(new TailEnsemble(signal.settings), new Gate(GateSettings.DEFAULT));
    assertThat(signal.one(1e6).verdict().learning()).isTrue();
  }

  @Test
  void anUnknownFormatIsRefused() {
    assertThatThrownBy(
            () ->
                Watch.read(
                    new ByteReader(new byte[] {9}),
                    GateSettings.DEFAULT,
                    in -> TailEnsemble.read(in, signal.settings)))
        .isInstanceOf(CorruptValueException.class)
        .hasMessage("watched series: format version 9 (expected: 1)");
  }
}
