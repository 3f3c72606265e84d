/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.schemas.alert.Alert;
import io.watchfire.schemas.alert.AlertState;
import io.watchfire.schemas.slo.SloStatus;
import io.watchfire.streams.alerting.Lifecycle;
import io.watchfire.streams.query.GroupKey;
import io.watchfire.streams.spec.ForecastSpec;
import io.watchfire.streams.spec.Rules;
import io.watchfire.streams.spec.SloSpec;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A forecast of the error budget of 99 % in 30 days, at work; a step is 15 minutes. */
class BudgetEvaluatorTest {
  private static final long NOW = 1_795_428_000_000L;
  private static final long STEP_MILLIS = 900_000;
  private static final int STEPS_PER_DAY = 96;
  private static final long DAY_MILLIS = 86_400_000;
  private static final Rules RULES =
      RuleText.read(
          """
          apiVersion: watchfire/v1
          kind: SLO
          metadata: {name: availability}
          spec:
            service: checkout
            objective: 99
            sli: {bad: errors_total, total: requests_total}
          ---
          apiVersion: watchfire/v1
          kind: ForecastRule
          metadata: {name: runs-out}
          spec: {budget: availability}
          """);
  private static final SloSpec SLO = RULES.slos().getFirst();
  private static final ForecastSpec.OfBudget RULE =
      (ForecastSpec.OfBudget) RULES.forecasts().getFirst();
  private static final GroupKey KEY = new GroupKey("acme", "", "availability", Map.of());

  private final ObservedGroup observed = ObservedGroup.begin(SLO, NOW, STEP_MILLIS);
  private final BudgetEvaluator evaluator =
      new BudgetEvaluator(RULE, SLO, KEY, Lifecycle.NEW, null);

  private Alert exhaust() {
    observed.observe(2 * STEPS_PER_DAY, 100, 100);
    assertThat(evaluator.forecast(observed.group(), 1)).isTrue();
    return Objects.requireNonNull(evaluator.alert());
  }

  @Test
  void aBudgetThatIsExhaustedFires() {
    Alert alert = exhaust();
    assertThat(alert.state()).isEqualTo(AlertState.FIRING);
    assertThat(evaluator.firing()).isTrue();
    assertThat(alert.labels())
        .containsEntry("alertname", "ErrorBudgetForecast")
        .containsEntry("rule", "runs-out")
        .containsEntry("slo", "availability")
        .containsEntry("slo_id", "checkout-availability")
        .containsEntry("service", "checkout")
        .containsEntry("tenant", "acme");
    assertThat(alert.annotations().get("summary"))
        .isEqualTo("checkout: error budget of availability is exhausted");
    assertThat(Objects.requireNonNull(evaluator.outlook()).state())
        .isEqualTo(SloStatus.Expectation.EXHAUSTED);
    assertThat(evaluator.forecast(observed.group(), 1)).as("nothing changed since").isFalse();
  }

  @Test
  void aBudgetThatIsHardlySpentDoesNotFire() {
    observed.observe(2 * STEPS_PER_DAY, 0, 100);
    assertThat(evaluator.forecast(observed.group(), 1)).isFalse();
    assertThat(evaluator.firing()).isFalse();
    assertThat(evaluator.alert()).isNull();
    assertThat(Objects.requireNonNull(evaluator.outlook()).state())
        .isEqualTo(SloStatus.Expectation.WILL_NOT_RUN_OUT);
  }

  @Test
  void nothingIsExpectedWhileTooLittleIsKnown() {
    observed.observe(1, 100, 100);
    assertThat(evaluator.forecast(observed.group(), 1)).isFalse();
    assertThat(evaluator.outlook()).isNull();
    assertThat(evaluator.firing()).isFalse();
  }

  @Test
  void withoutDataItKeepsItsWordsForADayAndResolves() {
    Alert alert = exhaust();
    observed.silence(DAY_MILLIS);
    assertThat(evaluator.forecast(observed.group(), 1)).isFalse();
    assertThat(evaluator.alert()).isEqualTo(alert);
    assertThat(evaluator.outlook()).isNull();
    observed.silence(1);
    assertThat(evaluator.forecast(observed.group(), 1)).isTrue();
    Alert over = Objects.requireNonNull(evaluator.alert());
    assertThat(over.state()).isEqualTo(AlertState.RESOLVED);
    assertThat(over.reason()).isEqualTo("no_data");
  }

  @Test
  void goesOnAfterARestartWhereItWas() {
    Alert alert = exhaust();
    BudgetEvaluator again = new BudgetEvaluator(RULE, SLO, KEY, evaluator.life(), alert);
    assertThat(again.firing()).isTrue();
    assertThat(again.alert()).isEqualTo(alert);
    observed.observe(0, 100);
    ObservedGroup restarted = observed.restarted();
    assertThat(again.forecast(restarted.group(), 1)).isFalse();
    assertThat(evaluator.forecast(observed.group(), 1)).isFalse();
    assertThat(again.alert()).isEqualTo(evaluator.alert());
  }
}
