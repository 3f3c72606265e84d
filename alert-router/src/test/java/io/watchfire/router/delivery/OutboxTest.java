/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.delivery;

import static io.watchfire.router.delivery.TestAlerts.START;
import static io.watchfire.router.delivery.TestAlerts.alert;
import static io.watchfire.router.delivery.TestAlerts.firing;
import static io.watchfire.router.delivery.TestAlerts.resolved;
import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.schemas.alert.Alert;
import io.watchfire.schemas.alert.Alert.Mode;
import io.watchfire.schemas.alert.AlertState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class OutboxTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final ResendSchedule SCHEDULE = new ResendSchedule(MINUTE);

  private final Instant now = START.plusSeconds(300);
  private Outbox outbox = new Outbox(SCHEDULE, Map.of());

  @Test
  void theWatchdogIsDueForEverAndHoldsBackNoCursor() {
    outbox = new Outbox(SCHEDULE, Map.of(0, 5L));
    outbox.observe(WatchdogAlert.since(START), START);
    assertThat(outbox.cursor()).isEqualTo(Map.of(0, 5L));
    assertThat(outbox.pending()).isZero();
    PendingDelivery pending = outbox.due(START, 10).getFirst();
    assertThat(pending.as()).isEqualTo(PendingDelivery.As.FIRING);
    outbox.attempting(pending);
    outbox.accepted(pending, START);
    assertThat(outbox.due(START, 10)).isEmpty();
    assertThat(outbox.nextDue(START)).isEqualTo(START.plus(MINUTE));
    outbox.peerRestarted(START);
    assertThat(outbox.due(START, 10)).hasSize(1);
  }

  @Test
  void ofAWatchdogThatARuleDropsNothingIsTold() {
    outbox = new Outbox(SCHEDULE, Map.of(), alert -> PendingDelivery.As.NOTHING);
    outbox.observe(WatchdogAlert.since(START), START);
    assertThat(outbox.due(START, 10)).isEmpty();
    assertThat(outbox.cursor()).isEqualTo(Map.of(0, 0L));
  }

  @Test
  void firingIsDueAtOnceAndAgainAfterTheInterval() {
    read(firing("A", 1), 0);
    assertThat(due(now)).containsExactly("A FIRING");
    accept(now);
    assertThat(due(now)).isEmpty();
    assertThat(outbox.nextDue(now)).isEqualTo(now.plus(MINUTE));
    assertThat(due(now.plus(MINUTE))).containsExactly("A FIRING");
  }

  @Test
  void resolvedIsSentUntilAcceptedAndThenNeverAgain() {
    read(firing("A", 1), 0);
    accept(now);
    read(resolved("A", 2), 1);
    assertThat(due(now)).containsExactly("A RESOLVED");
    assertThat(due(now.plus(Duration.ofDays(1)))).containsExactly("A RESOLVED");
    accept(now);
    assertThat(outbox.nextDue(now)).isNull();
  }

  @Test
  void whatIsNotAcceptedHoldsTheCursorOfItsPartitionOnly() {
    read(firing("A", 1), 0, 7);
    read(firing("B", 1), 1, 3);
    PendingDelivery b = outbox.due(now, 10).get(1);
    outbox.accepted(b, now);
    assertThat(outbox.cursor()).isEqualTo(Map.of(0, 7L, 1, 4L));
  }

  @Test
  void newerStateSupersedesAnUnsentOne() {
    read(firing("A", 1), 0);
    read(resolved("A", 2), 5);
    assertThat(due(now)).containsExactly("A RESOLVED");
    assertThat(outbox.cursor()).isEqualTo(Map.of(0, 5L));
  }

  @Test
  void afterARestartFiringIsSentAgainAndAResolvedBelowTheCursorIsNot() {
    outbox = new Outbox(SCHEDULE, Map.of(0, 10L));
    read(firing("Fires", 1), 3);
    read(resolved("Done", 2), 4);
    read(resolved("Owed", 2), 10);
    assertThat(due(now)).containsExactly("Owed RESOLVED", "Fires FIRING");
    accept(now);
    assertThat(outbox.cursor()).isEqualTo(Map.of(0, 11L));
  }

  @Test
  void whatANewRuleDropsIsResolvedOnceIfAnEarlierRunToldIt() {
    outbox = new Outbox(SCHEDULE, Map.of(0, 10L), alert -> PendingDelivery.As.NOTHING);
    read(firing("Told", 1), 3);
    read(firing("New", 1), 10);
    assertThat(due(now)).containsExactly("Told RESOLVED");
    accept(now);
    assertThat(due(now.plus(MINUTE))).isEmpty();
    assertThat(outbox.cursor()).isEqualTo(Map.of(0, 11L));
  }

  @Test
  void theCursorStaysWhereTheLastRunLeftItWhileNothingNewIsRead() {
    outbox = new Outbox(SCHEDULE, Map.of(0, 10L, 1, 4L));
    read(firing("A", 1), 3);
    assertThat(outbox.cursor()).isEqualTo(Map.of(0, 10L, 1, 4L));
  }

  @Test
  void pendingAndShadowAreNotSent() {
    read(alert("P", AlertState.PENDING, 1, Mode.ALERT, START), 0);
    read(alert("S", AlertState.FIRING, 1, Mode.SHADOW, START), 1);
    read(alert("T", AlertState.RESOLVED, 2, Mode.SHADOW, START), 2);
    assertThat(due(now)).isEmpty();
    assertThat(outbox.cursor()).isEqualTo(Map.of(0, 3L));
  }

  @Test
  void alertThatBecomesShadowIsResolvedOnce() {
    read(firing("A", 1), 0);
    accept(now);
    read(alert("A", AlertState.FIRING, 1, Mode.SHADOW, START), 1);
    assertThat(due(now)).containsExactly("A RESOLVED");
    accept(now);
    read(alert("A", AlertState.RESOLVED, 2, Mode.SHADOW, START), 2);
    assertThat(due(now)).isEmpty();
  }

  @Test
  void resolveThatNobodyTookIsStillOwedWhenTheAlertIsPendingAgain() {
    read(firing("A", 2), 0);
    accept(now);
    read(resolved("A", 3), 1);
    read(alert("A", AlertState.PENDING, 4, Mode.ALERT, START), 2);
    assertThat(due(now)).containsExactly("A RESOLVED");
  }

  @Test
  void firingOfAnEarlierRunThatIsShadowNowIsResolved() {
    outbox = new Outbox(SCHEDULE, Map.of(0, 1L));
    read(firing("A", 1), 0);
    read(alert("A", AlertState.FIRING, 1, Mode.SHADOW, START), 1);
    read(alert("Compacted", AlertState.PENDING, 4, Mode.ALERT, START), 2);
    read(alert("New", AlertState.PENDING, 1, Mode.ALERT, START), 3);
    assertThat(due(now)).containsExactly("A RESOLVED", "Compacted RESOLVED");
  }

  @Test
  void resolveThatWasSupersededUnsentIsStillOwedAfterARestart() {
    outbox = new Outbox(SCHEDULE, Map.of(0, 2L));
    read(firing("A", 2), 0);
    read(resolved("A", 3), 1);
    read(alert("A", AlertState.PENDING, 4, Mode.ALERT, START), 2);
    assertThat(due(now)).containsExactly("A RESOLVED");
  }

  @Test
  void firingOfAnEarlierRunCountsAsOpenBeforeItIsSentAgain() {
    outbox = new Outbox(SCHEDULE, Map.of(0, 1L));
    read(firing("A", 1), 0);
    assertThat(due(now)).containsExactly("A FIRING");
    read(resolved("A", 2), 1);
    read(alert("A", AlertState.PENDING, 3, Mode.ALERT, START), 2);
    assertThat(due(now)).containsExactly("A RESOLVED");
  }

  @Test
  void resolveIsToldOnceMoreWhereAFiringWithoutAnswerMayOvertakeIt() {
    read(firing("A", 1), 0);
    outbox.due(now, 10).forEach(outbox::attempting);
    read(resolved("A", 2), 1);
    accept(now);
    assertThat(outbox.cursor()).isEqualTo(Map.of(0, 1L));
    assertThat(due(now)).isEmpty();
    Instant later = now.plus(Outbox.OVERTAKING);
    assertThat(due(later)).containsExactly("A RESOLVED");
    accept(later);
    assertThat(outbox.nextDue(later)).isNull();
    assertThat(outbox.cursor()).isEqualTo(Map.of(0, 2L));
  }

  @Test
  void firingThatMayHaveArrivedCountsAsOpen() {
    read(firing("A", 1), 0);
    outbox.due(now, 10).forEach(outbox::attempting);
    read(alert("A", AlertState.FIRING, 1, Mode.SHADOW, START), 1);
    assertThat(due(now)).containsExactly("A RESOLVED");
  }

  @Test
  void newAnnotationsWaitForTheNextResend() {
    read(firing("A", 1), 0);
    accept(now);
    read(firing("A", 1), 1);
    assertThat(due(now)).isEmpty();
    assertThat(outbox.cursor()).isEqualTo(Map.of(0, 2L));
    assertThat(due(now.plus(MINUTE))).containsExactly("A FIRING");
  }

  @Test
  void refusedIsSkippedUntilItChanges() {
    read(firing("A", 1), 0);
    outbox.due(now, 10).forEach(outbox::refused);
    assertThat(outbox.nextDue(now)).isNull();
    assertThat(outbox.cursor()).isEqualTo(Map.of(0, 1L));
    outbox.peerRestarted(now);
    assertThat(due(now)).isEmpty();
    read(firing("A", 1), 1);
    assertThat(due(now)).containsExactly("A FIRING");
  }

  @Test
  void alertmanagerWithoutMemoryIsToldEverythingCurrent() {
    read(firing("Fires", 1), 0);
    read(resolved("JustResolved", 2), 1);
    read(alert("Old", AlertState.RESOLVED, 2, Mode.ALERT, START.minusSeconds(3600)), 2);
    accept(now);
    outbox.peerRestarted(now);
    assertThat(due(now)).containsExactlyInAnyOrder("Fires FIRING", "JustResolved RESOLVED");
    accept(now);
    assertThat(outbox.nextDue(now)).isEqualTo(now.plus(MINUTE));
  }

  @Test
  void tombstoneForgets() {
    read(firing("A", 1), 0);
    accept(now);
    outbox.forget(firing("A", 1).fingerprint(), 0, 1);
    assertThat(outbox.nextDue(now)).isNull();
    assertThat(outbox.cursor()).isEqualTo(Map.of(0, 2L));
  }

  @Test
  void answerToASupersededStateSettlesNothing() {
    read(firing("A", 1), 0);
    PendingDelivery old = outbox.due(now, 1).getFirst();
    read(resolved("A", 2), 1);
    assertThat(outbox.accepted(old, now)).isFalse();
    outbox.refused(old);
    assertThat(due(now)).containsExactly("A RESOLVED");
  }

  @Test
  void newStatesComeBeforeResends() {
    read(firing("Old", 1), 0);
    accept(now);
    Instant later = now.plus(MINUTE);
    read(firing("New", 1), 1);
    assertThat(due(later)).containsExactly("New FIRING", "Old FIRING");
    assertThat(outbox.due(later, 1)).hasSize(1);
  }

  @Test
  void olderRecordIsIgnoredEvenFromAnotherPartition() {
    read(resolved("A", 2), 0, 9);
    read(firing("A", 1), 1, 20);
    read(firing("A", 1), 0, 8);
    assertThat(due(now)).containsExactly("A RESOLVED");
  }

  private void read(Alert alert, long offset) {
    read(alert, 0, offset);
  }

  private void read(Alert alert, int partition, long offset) {
    outbox.observe(new StateRecord(alert.fingerprint(), alert, partition, offset), now);
  }

  private void accept(Instant at) {
    outbox.due(at, 100).forEach(pending -> outbox.accepted(pending, at));
  }

  private List<String> due(Instant at) {
    return outbox.due(at, 100).stream().map(OutboxTest::text).toList();
  }

  private static String text(PendingDelivery pending) {
    return new TreeMap<>(pending.record().alert().labels()).get("alertname") + " " + pending.as();
  }
}
