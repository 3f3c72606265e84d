/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.streams.anomaly.detector.Verdict;
import io.watchfire.streams.codec.ByteReader;
import io.watchfire.streams.codec.ByteWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AlertPolicyTest {
  private static final long MINUTE = 60_000;

  private AlertPolicy policy = new AlertPolicy(AlertPolicySettings.DEFAULT);
  private long time = MINUTE;

  @Test
  void anAlertStartsHoldsThroughSmallerScoresAndClearsInCalm() {
    assertThat(next(0.6).starts()).isTrue();
    MonitorResult held = next(0.45);
    assertThat(held.starts()).isFalse();
    assertThat(held.firing()).isTrue();
    assertThat(held.since()).isEqualTo(MINUTE);
    for (int i = 0; i < 7; i++) {
      held = next(0.1);
    }
    assertThat(held.firing()).isFalse();
    assertThat(held.since()).isEqualTo(Long.MIN_VALUE);
  }

  @Test
  void nothingStartsWhileTheLastAlertRests() {
    next(0.6);
    calm(10);
    assertThat(next(0.6).starts()).isFalse();
    calm(20);
    assertThat(next(0.6).starts()).isTrue();
  }

  @Test
  void whatIsFarMoreExtremeStartsAnAlertWithinTheRest() {
    next(0.6);
    assertThat(next(0.9).starts()).isTrue();
  }

  @Test
  void noMoreThanSoManyAlertsStartInADay() {
    policy = new AlertPolicy(settings(Direction.BOTH, 0, 0, Duration.ZERO, 3));
    int starts = 0;
    for (int i = 0; i < 20; i++) {
      starts += next(0.6).starts() ? 1 : 0;
      calm(10);
    }
    assertThat(starts).isEqualTo(3);
  }

  @Test
  void onlyTheAskedDirectionAlerts() {
    policy = new AlertPolicy(settings(Direction.ABOVE, 0, 0, Duration.ZERO, 9));
    assertThat(policy.next(time, 50, verdict(0.8, 100)).score()).isZero();
    assertThat(policy.next(time + MINUTE, 150, verdict(0.8, 100)).starts()).isTrue();
  }

  @Test
  void smallDeviationsDoNotAlertHoweverRare() {
    policy = new AlertPolicy(settings(Direction.BOTH, 5, 0.1, Duration.ZERO, 9));
    assertThat(policy.next(time, 104, verdict(0.9, 100)).starts()).isFalse();
    assertThat(policy.next(time + MINUTE, 109, verdict(0.9, 100)).starts()).isFalse();
    assertThat(policy.next(time + 2 * MINUTE, 111, verdict(0.9, 100)).starts()).isTrue();
  }

  @Test
  void theScoreIsSilentAfterSomethingAsRare() {
    assertThat(next(0.7).score()).isEqualTo(0.7);
    assertThat(next(0.7).score()).isZero();
    assertThat(next(0.9).score()).isEqualTo(0.9);
  }

  @Test
  void aRowThatStartsAnAlertAlwaysHasAScore() {
    next(0.6);
    calm(30);
    MonitorResult again = next(0.6);
    assertThat(again.starts()).isTrue();
    assertThat(again.score()).isEqualTo(0.3);
  }

  @Test
  void aPolicyReadBackGoesOnAsBefore() {
    next(0.6);
    calm(10);
    ByteWriter out = new ByteWriter(64);
    policy.write(out);
    policy = AlertPolicy.read(new ByteReader(out.toBytes()), AlertPolicySettings.DEFAULT);
    assertThat(next(0.6).starts()).isFalse();
    calm(20);
    assertThat(next(0.6).starts()).isTrue();
  }

  private void calm(int minutes) {
    for (int i = 0; i < minutes; i++) {
      next(0.1);
    }
  }

  private MonitorResult next(double score) {
    MonitorResult result = policy.next(time, 200, verdict(score, 100));
    time += MINUTE;
    return result;
  }

  private static Verdict verdict(double score, double expected) {
    return new Verdict(score, 1, expected, expected - 10, expected + 10, "", false);
  }

  private static AlertPolicySettings settings(
      Direction direction, double least, double relative, Duration rest, int perDay) {
    return new AlertPolicySettings(direction, least, relative, rest, perDay, Duration.ofMinutes(5));
  }
}
