/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.schemas.alert.Alert;
import io.watchfire.schemas.alert.AlertState;
import io.watchfire.schemas.slo.SloStatus;
import io.watchfire.streams.query.GroupKey;
import io.watchfire.streams.spec.SloSpec;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An objective of 99.9 % at work; a step is 15 seconds, and an hour of usual traffic 24,000. */
class SloEvaluatorTest {
  private static final long NOW = 1_795_428_000_000L;
  private static final long STEP_MILLIS = 15_000;
  private static final int STEPS_PER_HOUR = 240;
  private static final long HOUR_MILLIS = 3_600_000;
  private static final SloSpec RULE =
      RuleText.read(
              """
              apiVersion: watchfire/v1
              kind: SLO
              metadata: {name: availability}
              spec:
                service: checkout
                objective: 99.9
                by: [region]
                sli: {bad: errors_total, total: requests_total}
              """)
          .slos()
          .getFirst();
  private static final GroupKey KEY =
      new GroupKey("acme", "", "availability", Map.of("region", "eu"));

  private final ObservedGroup observed = ObservedGroup.begin(RULE, NOW, STEP_MILLIS);
  private final SloEvaluator evaluator = evaluator(observed);

  private static SloEvaluator evaluator(ObservedGroup observed) {
    return new SloEvaluator(RULE, KEY, observed.group(), List.of());
  }

  private Alert fire() {
    observed.observe(STEPS_PER_HOUR, 0, 100);
    observed.observe(4, 100, 100);
    return evaluator.evaluate(observed.nowMillis()).getFirst();
  }

  @Test
  void pagesOnceTheHourBurnsMoreThanTheTiersFactor() {
    observed.observe(STEPS_PER_HOUR, 0, 100);
    observed.observe(3, 100, 100);
    assertThat(evaluator.evaluate(observed.nowMillis())).as("300 bad, 14.4 would be 346").isEmpty();
    observed.observe(100, 100);
    List<Alert> alerts = evaluator.evaluate(observed.nowMillis());
    assertThat(alerts).hasSize(1);
    assertThat(alerts.getFirst().state()).isEqualTo(AlertState.FIRING);
    assertThat(evaluator.isFiring()).isTrue();
    assertThat(evaluator.evaluate(observed.nowMillis())).as("nothing changed since").isEmpty();
  }

  @Test
  void anAlertIsItsLabelsAndSaysWhatWasFound() {
    Alert alert = fire();
    assertThat(alert.labels())
        .isEqualTo(
            Map.of(
                "alertname", "ErrorBudgetBurn",
                "severity", "page",
                "slo", "availability",
                "slo_id", "checkout-availability",
                "service", "checkout",
                "tenant", "acme",
                "region", "eu"));
    assertThat(alert.annotations().get("summary"))
        .isEqualTo("checkout is burning the error budget of availability fast");
    assertThat(alert.annotations().get("description")).contains("of 2000 events were bad");
    assertThat(alert.annotations().get("tier")).startsWith("2% of the budget in ");
    assertThat(alert.startsAt()).isEqualTo(Instant.ofEpochMilli(observed.nowMillis()));
    assertThat(alert.causedAt()).isEqualTo(Instant.ofEpochMilli(observed.nowMillis()));
  }

  @Test
  void minimumTrafficKeepsAFewFailuresAtNightQuiet() {
    observed.observe(STEPS_PER_HOUR / 4, 0, 1);
    observed.observe(4, 1, 1);
    assertThat(evaluator.evaluate(observed.nowMillis())).isEmpty();
    assertThat(evaluator.isFiring()).isFalse();
  }

  @Test
  void resolvesAsRecoveredWhenTheShortWindowIsCleanForTheTiersHold() {
    fire();
    observed.observe(24, 0, 100);
    assertThat(evaluator.evaluate(observed.nowMillis())).as("clean, and held").isEmpty();
    observed.observe(STEPS_PER_HOUR / 4 - 1, 0, 100);
    assertThat(evaluator.evaluate(observed.nowMillis()))
        .as("not yet a quarter of an hour")
        .isEmpty();
    observed.observe(0, 100);
    List<Alert> alerts = evaluator.evaluate(observed.nowMillis());
    assertThat(alerts).hasSize(1);
    Alert over = alerts.getFirst();
    assertThat(over.state()).isEqualTo(AlertState.RESOLVED);
    assertThat(over.reason()).isEqualTo("recovered");
    assertThat(over.endsAt()).isEqualTo(Instant.ofEpochMilli(observed.nowMillis()));
    assertThat(evaluator.isFiring()).isFalse();
    assertThat(evaluator.firing()).isEmpty();
    assertThat(evaluator.resolvedBefore(observed.nowMillis() - 1)).isEmpty();
    assertThat(evaluator.resolvedBefore(observed.nowMillis())).hasSize(1);
  }

  @Test
  void withoutDataItFiresForAsLongAsItsLongWindow() {
    fire();
    observed.silence(HOUR_MILLIS);
    assertThat(evaluator.evaluate(0)).isEmpty();
    assertThat(evaluator.isFiring()).isTrue();
    observed.silence(1);
    Alert over = evaluator.evaluate(0).getFirst();
    assertThat(over.state()).isEqualTo(AlertState.RESOLVED);
    assertThat(over.reason()).isEqualTo("no_data");
    assertThat(over.annotations().get("no_data_since"))
        .isEqualTo(Instant.ofEpochMilli(observed.nowMillis() - HOUR_MILLIS - 1).toString());
    assertThat(over.causedAt()).as("time passing led to it").isNull();
  }

  @Test
  void anInvalidMeasurementFiresNothing() {
    observed.observe(STEPS_PER_HOUR, 0, 100);
    observed.observe(4, 100, 100);
    observed.silence(HOUR_MILLIS / 6 + 1);
    observed.group().notice("no such threshold", true);
    assertThat(evaluator.evaluate(observed.nowMillis())).isEmpty();
    assertThat(evaluator.status().data()).isEqualTo(SloStatus.Data.INVALID);
  }

  @Test
  void oneResourceThatCannotBeMeasuredDoesNotBlindTheRule() {
    observed.observe(STEPS_PER_HOUR, 0, 100);
    observed.observe(4, 100, 100);
    observed.group().notice("no such threshold", true);
    assertThat(evaluator.evaluate(observed.nowMillis())).hasSize(1);
    observed.group().notice("", false);
    assertThat(evaluator.status().notice()).as("others say nothing").isEqualTo("no such threshold");
    observed.observe(60, 0, 100);
    observed.group().notice("", false);
    assertThat(evaluator.status().notice()).as("minutes later it is over").isEmpty();
  }

  @Test
  void aRemovedRuleEndsItsAlertOnce() {
    Alert alert = fire();
    Alert over = evaluator.remove().getFirst();
    assertThat(over.state()).isEqualTo(AlertState.RESOLVED);
    assertThat(over.reason()).isEqualTo("rule_removed");
    assertThat(over.fingerprint()).isEqualTo(alert.fingerprint());
    assertThat(evaluator.remove()).isEmpty();
  }

  @Test
  void goesOnAfterARestartAsIfNothingHadBeen() {
    fire();
    ObservedGroup restarted = observed.restarted();
    SloEvaluator again = evaluator(restarted);
    assertThat(again.status()).isEqualTo(evaluator.status());
    assertThat(again.firing()).isEqualTo(evaluator.firing()).hasSize(1);
    observed.observe(24, 0, 100);
    restarted.observe(24, 0, 100);
    assertThat(again.evaluate(restarted.nowMillis())).isEmpty();
    assertThat(evaluator.evaluate(observed.nowMillis())).isEmpty();
    observed.observe(STEPS_PER_HOUR / 4, 0, 100);
    restarted.observe(STEPS_PER_HOUR / 4, 0, 100);
    assertThat(again.evaluate(restarted.nowMillis()))
        .isEqualTo(evaluator.evaluate(observed.nowMillis()))
        .hasSize(1);
  }

  @Test
  void statusTellsWhetherThereIsDataAndTraffic() {
    observed.observe(0, 0);
    assertThat(evaluator.status().data()).isEqualTo(SloStatus.Data.NO_TRAFFIC);
    observed.observe(0, 100);
    assertThat(evaluator.status().data()).isEqualTo(SloStatus.Data.OK);
    observed.silence(150_001);
    assertThat(evaluator.status().data()).isEqualTo(SloStatus.Data.NO_DATA);
  }
}
