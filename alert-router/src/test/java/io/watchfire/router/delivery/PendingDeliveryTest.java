/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.delivery;

import static io.watchfire.router.delivery.TestAlerts.START;
import static io.watchfire.router.delivery.TestAlerts.firing;
import static io.watchfire.router.delivery.TestAlerts.resolved;
import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.schemas.alert.Alert;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PendingDeliveryTest {
  private static final ResendSchedule MINUTE = new ResendSchedule(Duration.ofMinutes(1));

  @Test
  void firingEndsAQuarterOfAnHourAhead() {
    Instant now = START.plusSeconds(86_400);
    assertThat(end(firing("A", 1), now)).isEqualTo(now.plusSeconds(900));
  }

  @Test
  void horizonIsFourResendsWhereThatIsLonger() {
    assertThat(new ResendSchedule(Duration.ofMinutes(10)).horizon(START))
        .isEqualTo(START.plusSeconds(2400));
  }

  @Test
  void firingThatStartsAheadOfOurClockStillEndsAfterItsStart() {
    assertThat(end(firing("A", 1), START.minusSeconds(7200))).isAfter(START);
  }

  @Test
  void resolvedEndsWhenItDidButNeverInTheFuture() {
    assertThat(end(resolved("A", 2), START.plusSeconds(3600))).isEqualTo(START.plusSeconds(60));
    assertThat(end(resolved("A", 2), START.plusSeconds(30))).isEqualTo(START.plusSeconds(30));
  }

  @Test
  void resolvedNeverEndsBeforeItStarts() {
    assertThat(end(resolved("A", 2), START.minusSeconds(30))).isEqualTo(START.plusMillis(1));
  }

  @Test
  void alertThatIsNoLongerToBeSeenEndsNow() {
    PendingDelivery pending =
        new PendingDelivery(record(firing("A", 1)), PendingDelivery.As.RESOLVED);
    assertThat(pending.endsAt(START.plusSeconds(5), MINUTE)).isEqualTo(START.plusSeconds(5));
  }

  @Test
  void resendsFallOnFullSecondsUnlessTheyAreFrequent() {
    Instant odd = START.plusMillis(750);
    assertThat(MINUTE.next(odd)).isEqualTo(START.plusSeconds(60));
    assertThat(new ResendSchedule(Duration.ofSeconds(1)).next(odd)).isEqualTo(odd.plusSeconds(1));
  }

  private static Instant end(Alert alert, Instant now) {
    return new PendingDelivery(record(alert), PendingDelivery.by(alert)).endsAt(now, MINUTE);
  }

  private static StateRecord record(Alert alert) {
    return new StateRecord(alert.fingerprint(), alert, 0, 0);
  }
}
