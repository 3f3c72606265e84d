/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.alerting;

import static io.watchfire.streams.alerting.EvaluationResult.CLEAR;
import static io.watchfire.streams.alerting.EvaluationResult.HOLDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.schemas.alert.AlertState;
import io.watchfire.streams.alerting.Lifecycle.Reason;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LifecycleTest {
  private static final long HOUR = 3_600_000;
  private static final Timing PATIENT =
      new Timing(Duration.ofSeconds(30), Duration.ofSeconds(60), NoDataPolicy.HOLD);

  private static Lifecycle firing(Timing timing) {
    Lifecycle life = Lifecycle.NEW.next(found(HOLDS, 1_000, 1_000, HOUR), timing);
    return life.next(found(HOLDS, 1_000 + timing.pendingFor().toMillis(), 1_000, HOUR), timing);
  }

  private static Evaluation found(
      EvaluationResult result, long clockMillis, long lastDataMillis, long noDataGraceMillis) {
    return new Evaluation(result, clockMillis, lastDataMillis, noDataGraceMillis);
  }

  private static Timing noData(NoDataPolicy policy) {
    return new Timing(Duration.ZERO, Duration.ZERO, policy);
  }

  @Test
  void nothingHappensWhileTheConditionDoesNotHold() {
    assertThat(Lifecycle.NEW.next(found(CLEAR, 1, 1, 0), Timing.DEFAULT)).isSameAs(Lifecycle.NEW);
    assertThat(Lifecycle.NEW.next(found(EvaluationResult.NO_DATA, 1, 0, 0), Timing.DEFAULT))
        .isSameAs(Lifecycle.NEW);
  }

  @Test
  void itFiresAtOnceWithoutFor() {
    Lifecycle life = Lifecycle.NEW.next(found(HOLDS, 1_000, 900, HOUR), Timing.DEFAULT);
    assertThat(life)
        .isEqualTo(new Lifecycle(AlertState.FIRING, 1, Reason.CONDITION, 1_000, 1_000, 0, HOUR));
  }

  @Test
  void itFiresOnlyAfterTheConditionHeldForAsLongAsForSays() {
    Lifecycle pending = Lifecycle.NEW.next(found(HOLDS, 1_000, 1_000, HOUR), PATIENT);
    assertThat(pending.state()).isEqualTo(AlertState.PENDING);
    assertThat(pending.next(found(HOLDS, 30_999, 30_999, HOUR), PATIENT)).isSameAs(pending);
    Lifecycle fires = pending.next(found(HOLDS, 31_000, 31_000, HOUR), PATIENT);
    assertThat(fires.state()).isEqualTo(AlertState.FIRING);
    assertThat(fires.startsAtMillis()).isEqualTo(31_000);
    assertThat(fires.transition()).isEqualTo(2);
  }

  @Test
  void aPendingAlertThatEndsIsForgotten() {
    Lifecycle pending = Lifecycle.NEW.next(found(HOLDS, 1_000, 1_000, HOUR), PATIENT);
    assertThat(pending.next(found(CLEAR, 2_000, 2_000, 0), PATIENT))
        .extracting(Lifecycle::state, Lifecycle::reason)
        .containsExactly(AlertState.INACTIVE, Reason.RECOVERED);
    long stillPending = 1_000 + Lifecycle.PENDING_WITHOUT_DATA_MILLIS;
    assertThat(pending.next(found(EvaluationResult.NO_DATA, stillPending, 1_000, 0), PATIENT))
        .as("as between two exports")
        .isSameAs(pending);
    assertThat(pending.next(found(EvaluationResult.NO_DATA, stillPending + 1, 1_000, 0), PATIENT))
        .extracting(Lifecycle::state, Lifecycle::reason)
        .containsExactly(AlertState.INACTIVE, Reason.NO_DATA);
  }

  @Test
  void itResolvesAtOnceWithoutKeepFiringFor() {
    Lifecycle over = firing(Timing.DEFAULT).next(found(CLEAR, 5_000, 5_000, 0), Timing.DEFAULT);
    assertThat(over)
        .isEqualTo(new Lifecycle(AlertState.RESOLVED, 2, Reason.RECOVERED, 5_000, 1_000, 0, HOUR));
  }

  @Test
  void itKeepsFiringForAWhileAndAnyRelapseBeginsThatAnew() {
    Lifecycle clear = firing(PATIENT).next(found(CLEAR, 100_000, 100_000, 0), PATIENT);
    assertThat(clear.state()).isEqualTo(AlertState.FIRING);
    assertThat(clear.next(found(CLEAR, 159_999, 159_999, 0), PATIENT)).isSameAs(clear);
    assertThat(clear.next(found(CLEAR, 160_000, 160_000, 0), PATIENT).state())
        .isEqualTo(AlertState.RESOLVED);
    Lifecycle relapsed = clear.next(found(HOLDS, 120_000, 120_000, HOUR), PATIENT);
    assertThat(relapsed.transition()).as("no transition").isEqualTo(clear.transition());
    Lifecycle again = relapsed.next(found(CLEAR, 160_000, 160_000, 0), PATIENT);
    assertThat(again.next(found(CLEAR, 219_999, 219_999, 0), PATIENT).state())
        .isEqualTo(AlertState.FIRING);
  }

  @Test
  void withoutDataItFiresForAsLongAsItsLongWindow() {
    Lifecycle fires = firing(noData(NoDataPolicy.HOLD));
    Timing timing = noData(NoDataPolicy.HOLD);
    assertThat(fires.next(found(EvaluationResult.NO_DATA, 1_000 + HOUR, 1_000, 0), timing))
        .isSameAs(fires);
    assertThat(fires.next(found(EvaluationResult.NO_DATA, 1_001 + HOUR, 1_000, 0), timing))
        .extracting(Lifecycle::state, Lifecycle::reason)
        .containsExactly(AlertState.RESOLVED, Reason.NO_DATA);
  }

  @Test
  void theLongWindowIsThatOfTheTierThatBurnedLast() {
    Timing timing = noData(NoDataPolicy.HOLD);
    Lifecycle slower = firing(timing).next(found(HOLDS, 2_000, 2_000, 6 * HOUR), timing);
    assertThat(slower.transition()).isEqualTo(1);
    assertThat(slower.next(found(EvaluationResult.NO_DATA, 2_000 + 6 * HOUR, 2_000, 0), timing))
        .isSameAs(slower);
  }

  @Test
  void aRuleMayResolveOrKeepWithoutData() {
    assertThat(
            firing(noData(NoDataPolicy.RESOLVE))
                .next(
                    found(EvaluationResult.NO_DATA, 2_000, 1_000, 0), noData(NoDataPolicy.RESOLVE)))
        .extracting(Lifecycle::state, Lifecycle::reason)
        .containsExactly(AlertState.RESOLVED, Reason.NO_DATA);
    Lifecycle kept = firing(noData(NoDataPolicy.KEEP));
    assertThat(
            kept.next(
                found(EvaluationResult.NO_DATA, 1_000 * HOUR, 1_000, 0), noData(NoDataPolicy.KEEP)))
        .isSameAs(kept);
  }

  @Test
  void aResolvedAlertFiresAgainUnderTheNextNumber() {
    Lifecycle over = firing(Timing.DEFAULT).next(found(CLEAR, 5_000, 5_000, 0), Timing.DEFAULT);
    assertThat(over.next(found(CLEAR, 6_000, 6_000, 0), Timing.DEFAULT)).isSameAs(over);
    Lifecycle again = over.next(found(HOLDS, 7_000, 7_000, HOUR), Timing.DEFAULT);
    assertThat(again)
        .isEqualTo(new Lifecycle(AlertState.FIRING, 3, Reason.CONDITION, 7_000, 7_000, 0, HOUR));
  }

  @Test
  void aRemovedRuleEndsWhatItBegan() {
    assertThat(firing(Timing.DEFAULT).removed(9_000))
        .extracting(Lifecycle::state, Lifecycle::reason, Lifecycle::sinceMillis)
        .containsExactly(AlertState.RESOLVED, Reason.RULE_REMOVED, 9_000L);
    assertThat(Lifecycle.NEW.next(found(HOLDS, 1_000, 1_000, HOUR), PATIENT).removed(9_000).state())
        .isEqualTo(AlertState.INACTIVE);
    assertThat(Lifecycle.NEW.removed(9_000)).isSameAs(Lifecycle.NEW);
  }
}
