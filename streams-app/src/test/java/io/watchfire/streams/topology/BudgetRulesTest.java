/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.runtime.config.Problems;
import io.watchfire.schemas.alert.Alert;
import io.watchfire.schemas.alert.AlertState;
import io.watchfire.schemas.slo.SloStatus;
import io.watchfire.streams.spec.Rules;
import io.watchfire.streams.spec.yaml.RuleFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Error budgets of 1 % over 30 days, from telemetry to the alert that they will be exhausted; a
 * thousand requests come every hour.
 */
class BudgetRulesTest {
  private static final String SLO =
      """
      apiVersion: watchfire/v1
      kind: SLO
      metadata:
        name: availability
        labels: {team: shop}
      spec:
        service: checkout
        objective: 99
        sli:
          bad: errors_total
          total: requests_total
        by: [region]
      """;
  private static final String BUDGET =
      """
      ---
      apiVersion: watchfire/v1
      kind: ForecastRule
      metadata:
        name: runs-out
      spec:
        budget: availability
        horizon: 7d
      """;
  private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
  private static final int DAY = 24;

  @TempDir Path state;
  private Pipeline pipeline;
  private long requests;
  private long errors;

  @BeforeEach
  void start() {
    pipeline = new Pipeline(rules(SLO + BUDGET), START, state);
  }

  @AfterEach
  void stop() {
    pipeline.close();
  }

  @Test
  void steadyBurnAlertsBeforeTheBudgetIsExhausted() {
    hours(5 * DAY, 2);
    assertThat(foreseen()).isEmpty();
    hours(13 * DAY, 25);
    Alert alert = foreseen().getFirst();
    assertThat(alert.state()).isEqualTo(AlertState.FIRING);
    assertThat(alert.startsAt()).isBefore(exhausted().minus(Duration.ofHours(12)));
    assertThat(alert.labels())
        .containsEntry("rule", "runs-out")
        .containsEntry("slo", "availability")
        .containsEntry("slo_id", "checkout-availability")
        .containsEntry("service", "checkout")
        .containsEntry("region", "eu")
        .containsEntry("tenant", "default")
        .containsEntry("team", "shop")
        .containsEntry("severity", "ticket");
    assertThat(alert.annotations().get("summary"))
        .isEqualTo("checkout: error budget of availability may be exhausted soon");
    assertThat(alert.annotations().get("description"))
        .contains("between 2026-11-", "most likely 2026-11-", "% left", "will run out within 7d");
    assertThat(foreseen()).as("it is exhausted, which ends nothing").hasSize(1);
    assertThat(lastOutlook().state()).isEqualTo(SloStatus.Expectation.EXHAUSTED);
  }

  @Test
  void alertSurvivesRestartsAndEndsWhenTheBurnEnds() {
    hours(5 * DAY, 2);
    hours(11 * DAY, 25);
    assertThat(foreseen()).hasSize(1);
    pipeline.restart();
    hours(3, 25);
    assertThat(foreseen()).as("a restart changes nothing").hasSize(1);
    assertThat(lastOutlook().probability()).isGreaterThanOrEqualTo(0.45);
    hours(6 * DAY, 0);
    pipeline.restart();
    hours(1, 0);
    assertThat(foreseen()).hasSize(2);
    Alert end = foreseen().getLast();
    assertThat(end.state()).isEqualTo(AlertState.RESOLVED);
    assertThat(end.reason()).isEqualTo("recovered");
    assertThat(end.transition()).isEqualTo(foreseen().getFirst().transition() + 1);
    assertThat(end.startsAt()).isEqualTo(foreseen().getFirst().startsAt());
    assertThat(end.fingerprint()).isEqualTo(foreseen().getFirst().fingerprint());
    assertThat(end.annotations().get("summary")).contains("no longer expected to be exhausted");
  }

  @Test
  void budgetThatWillNotRunOutNeverAlerts() {
    hours(20 * DAY, 6);
    assertThat(foreseen()).isEmpty();
    SloStatus.Outlook outlook = lastOutlook();
    assertThat(outlook.state()).isEqualTo(SloStatus.Expectation.WILL_NOT_RUN_OUT);
    assertThat(outlook.probability()).isLessThan(0.1);
    assertThat(outlook.expected()).isNull();
    assertThat(outlook.horizon()).isEqualTo(Duration.ofDays(7));
  }

  @Test
  void anAlertWithoutDataEndsAsSuchAfterADay() {
    hours(5 * DAY, 2);
    hours(11 * DAY, 25);
    for (int hour = 0; hour < 23; hour++) {
      pipeline.advance(Duration.ofHours(1));
    }
    assertThat(foreseen()).hasSize(1);
    pipeline.advance(Duration.ofHours(2));
    assertThat(foreseen()).hasSize(2);
    assertThat(foreseen().getLast().reason()).isEqualTo("no_data");
  }

  @Test
  void groupsWithoutSuchARuleHaveNoOutlook(@TempDir Path other) {
    pipeline.close();
    pipeline = new Pipeline(rules(SLO), START, other);
    hours(2 * DAY, 25);
    assertThat(pipeline.statuses).isNotEmpty().allMatch(status -> status.outlook() == null);
    assertThat(foreseen()).isEmpty();
  }

  /** Lets hours pass that end with so many bad requests of a thousand. */
  private void hours(int hours, int bad) {
    for (int hour = 0; hour < hours; hour++) {
      pipeline.sleep(Duration.ofMinutes(59));
      requests += 1_000;
      errors += bad;
      pipeline.send(
          Pipeline.METRICS,
          Otlp.resource(Map.of("service.name", "checkout"))
              .counter("requests", Map.of("region", "eu"), START, pipeline.now(), requests)
              .counter("errors", Map.of("region", "eu"), START, pipeline.now(), errors)
              .bytes());
      pipeline.advance(Duration.ofMinutes(1));
    }
  }

  private List<Alert> foreseen() {
    return pipeline.alerts.stream()
        .filter(alert -> "ErrorBudgetForecast".equals(alert.labels().get("alertname")))
        .toList();
  }

  private SloStatus.Outlook lastOutlook() {
    return pipeline.statuses.stream()
        .map(SloStatus::outlook)
        .filter(outlook -> outlook != null)
        .reduce((earlier, later) -> later)
        .orElseThrow();
  }

  private Instant exhausted() {
    return pipeline.statuses.stream()
        .filter(status -> status.budgetRemaining() <= 0)
        .findFirst()
        .orElseThrow()
        .clock();
  }

  private static Rules rules(String yaml) {
    Problems problems = new Problems();
    RuleFiles files = new RuleFiles(problems);
    files.read("test.yaml", yaml.getBytes(StandardCharsets.UTF_8));
    problems.throwIfAny();
    return files.rules();
  }
}
