/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.watchfire.streams.anomaly.ensemble.TailEnsemble;
import io.watchfire.streams.codec.ByteReader;
import io.watchfire.streams.codec.ByteWriter;
import io.watchfire.streams.codec.CorruptValueException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Random;
import java.util.function.LongToDoubleFunction;
import org.junit.jupiter.api.Test;

class MonitorTest {
  private final LongToDoubleFunction noise = Signal.noise(new Random(7));
  private final Signal signal = new Signal(Duration.ofMinutes(1), ZoneOffset.UTC);

  @Test
  void aFrozenWatchJudgesButDoesNotLearn() {
    signal.feed(Duration.ofDays(2), noise);
    signal.monitor.freeze(Long.MAX_VALUE);
    signal.feed(Duration.ofDays(2), t -> 160);
    assertThat(signal.monitor.frozen(signal.time)).isTrue();
    signal.monitor.thaw();
    assertThat(signal.feed(Duration.ofHours(3), noise)).isEmpty();
    assertThat(signal.one(160).verdict().score()).isGreaterThan(0.5);
  }

  @Test
  void aFreezeEndsAtItsTimeAndOutlivesARestart() {
    signal.feed(Duration.ofDays(2), noise);
    long last = signal.time + 600 * 60_000;
    signal.monitor.freeze(last);
    ByteWriter out = new ByteWriter(4096);
    signal.monitor.write(out);
    Monitor again = read(out.toBytes());
    assertThat(again.frozen(last)).isTrue();
    assertThat(again.frozen(last + 1)).isFalse();
    ByteWriter same = new ByteWriter(4096);
    again.write(same);
    assertThat(same.toBytes()).isEqualTo(out.toBytes());
  }

  @Test
  void aMonitorWithoutAnEndOfItsFreezeIsWrittenAsTheFirstFormat() {
    for (boolean frozen : new boolean[] {false, true}) {
      if (frozen) {
        signal.monitor.freeze(Long.MAX_VALUE);
      }
      ByteWriter out = new ByteWriter(4096);
      signal.monitor.write(out);
      assertThat(out.toBytes()).startsWith(1, frozen ? 1 : 0);
      assertThat(read(out.toBytes()).frozen(Long.MAX_VALUE)).isEqualTo(frozen);
    }
  }

  @Test
  void anIgnoredWindowNeitherAlertsNorTeaches() {
    signal.feed(Duration.ofDays(2), noise);
    for (int i = 0; i < 600; i++) {
      assertThat(signal.monitor.ignore(signal.time).starts()).isFalse();
      signal.time += 60_000;
    }
    assertThat(signal.feed(Duration.ofHours(3), noise)).isEmpty();
    assertThat(signal.one(160).starts()).isTrue();
  }

  @Test
  void aMonitorThatForgetsLearnsAnew() {
    signal.feed(Duration.ofDays(2), noise);
    signal.monitor.forget(
        new TailEnsemble(signal.settings), new AlertPolicy(AlertPolicySettings.DEFAULT));
    assertThat(signal.one(1e6).verdict().learning()).isTrue();
  }

  @Test
  void anUnknownFormatIsRefused() {
    assertThatThrownBy(() -> read(new byte[] {9}))
        .isInstanceOf(CorruptValueException.class)
        .hasMessage("watched series: format version 9 (expected: 1 to 2)");
  }

  private Monitor read(byte[] bytes) {
    return Monitor.read(
        new ByteReader(bytes),
        AlertPolicySettings.DEFAULT,
        in -> TailEnsemble.read(in, signal.settings));
  }
}
