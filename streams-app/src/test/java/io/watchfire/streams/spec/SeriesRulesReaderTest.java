/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.runtime.config.Problem;
import io.watchfire.runtime.config.Problems;
import io.watchfire.runtime.promql.Selector;
import io.watchfire.streams.anomaly.DetectorType;
import io.watchfire.streams.anomaly.Direction;
import io.watchfire.streams.forecast.Side;
import io.watchfire.streams.grouping.GroupingSettings;
import io.watchfire.streams.query.Measure;
import io.watchfire.streams.query.MetricQuery;
import io.watchfire.streams.query.Quantity;
import io.watchfire.streams.slo.Severity;
import io.watchfire.streams.spec.defaults.DefaultRules;
import io.watchfire.streams.spec.yaml.RuleFiles;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * How rules of anomalies and forecasts are read, and what is said of wrong ones.
 *
 * <p>Longer than 300 lines, since it goes through the keys of one kind of rule, in the order of its
 * page.
 */
class SeriesRulesReaderTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private final Problems problems = new Problems();
  private final RuleFiles files = new RuleFiles(problems);

  @Test
  void aRuleThatSaysLittleGetsTheDefaults() {
    AnomalySpec rule = anomaly("  rate: orders_total\n");
    assertThat(rule.series().quantity()).isEqualTo(Quantity.RATE);
    assertThat(rule.series().step()).isEqualTo(Duration.ofMinutes(1));
    assertThat(rule.type()).isEqualTo(DetectorType.DEFAULT);
    assertThat(rule.detector().falseAlerts()).isEqualTo(1 / 2000.0);
    assertThat(rule.head().severity()).isEqualTo(Severity.TICKET);
    assertThat(files.rules().indicators()).hasSize(1);
  }

  @Test
  void everythingCanBeSaid() {
    AnomalySpec rule =
        anomaly(
            """
              ratio: {part: 'requests_total{code=~"5.."}', of: requests_total}
              by: [route]
              step: 5m
              minEvents: 50
              detector: seasonal
              falseAlerts: 1 per 7d
              direction: above
              minDeviation: 0.02
              minRelativeDeviation: 0.5
              rest: 2h
              maxPerDay: 3
              zone: Europe/Berlin
              severity: page
              ignore:
                - {days: [sat], from: "22:00", to: "02:00"}
                - {date: 2026-12-25}
            """);
    assertThat(rule.series().quantity()).isEqualTo(Quantity.RATIO);
    assertThat(rule.detector().falseAlerts()).isEqualTo(5.0 / (7 * 24 * 60));
    assertThat(rule.detector().zone()).isEqualTo(BERLIN);
    assertThat(rule.gate().direction()).isEqualTo(Direction.ABOVE);
    assertThat(rule.gate().clearAfter()).isEqualTo(Duration.ofMinutes(25));
    assertThat(rule.gate().maxPerDay()).isEqualTo(3);
    assertThat(rule.ignored()).hasSize(2);
    assertThat(covers(rule, "2026-11-28T21:30:00Z")).isTrue();
    assertThat(covers(rule, "2026-11-29T00:30:00Z")).isTrue();
    assertThat(covers(rule, "2026-11-29T01:30:00Z")).isFalse();
    assertThat(covers(rule, "2026-11-28T00:30:00Z")).isFalse();
    assertThat(covers(rule, "2026-12-24T23:30:00Z")).isTrue();
    assertThat(covers(rule, "2026-12-25T23:30:00Z")).isFalse();
  }

  @Test
  void anObjectiveIsJudgedByName() {
    read("AnomalyRule", "  slo: default-availability\n  value: rate\n");
    files.checkReferences(DefaultRules.NAMES);
    assertThat(problems.list()).isEmpty();
    assertThat(files.rules().anomalies().getFirst().series().quantity())
        .isEqualTo(Quantity.TOTAL_RATE);
    assertThat(files.rules().indicators()).isEmpty();
  }

  @Test
  void anObjectiveThatIsNotThereIsNamedWithThoseThatAre() {
    read("AnomalyRule", "  slo: checkot\n");
    files.checkReferences(DefaultRules.NAMES);
    assertThat(messages())
        .containsExactly(
            "slo: checkot (expected: the name of an objective, of [default-availability,"
                + " default-consumer-availability, default-latency])");
  }

  @Test
  void aForecastLooksADayAheadUnlessToldOtherwise() {
    read("ForecastRule", "  gauge: disk.free\n  aggregate: min\n  limit: 0\n  side: below\n");
    assertThat(problems.list()).isEmpty();
    ForecastSpec.OfSeries rule = (ForecastSpec.OfSeries) files.rules().forecasts().getFirst();
    assertThat(rule.series().quantity()).isEqualTo(Quantity.GAUGE_MIN);
    assertThat(rule.settings().side()).isEqualTo(Side.BELOW);
    assertThat(rule.settings().horizon()).isEqualTo(Duration.ofDays(1));
    assertThat(rule.settings().nearness()).isEqualTo(1);
  }

  @Test
  void whatIsWrongIsSaidWithWhatWasExpected() {
    read(
        "AnomalyRule",
        """
          rate: orders_total
          step: 7m
          detector: magic
          falseAlerts: often
          zone: Mars/Olympus
          minDeviation: -1
        """);
    assertThat(messages())
        .containsExactlyInAnyOrder(
            "step: PT7M (expected: whole seconds that divide a day)",
            "detector: magic (expected: one of ensemble, ewma, median, seasonal, change-point,"
                + " forest)",
            "falseAlerts: often (expected: such as \"1 per 2d\" or \"1 per 5000 values\")",
            "zone: Mars/Olympus (expected: a time zone such as Europe/Berlin)",
            "minDeviation: -1 (expected: 0 or more)");
    assertThat(files.rules().anomalies()).isEmpty();
  }

  @Test
  void oneSeriesMustBeGiven() {
    read("AnomalyRule", "  rate: a\n  gauge: b\n");
    assertThat(messages())
        .anyMatch(m -> m.contains("expected: one of rate, ratio, mean, quantile, gauge and slo"));
  }

  @Test
  void aQuantileIsOfAllBucketsOfAHistogram() {
    AnomalySpec rule =
        anomaly("  quantile: 0.99\n  of: request_seconds\n  by: [route]\n  minEvents: 50\n");
    assertThat(rule.series().quantity()).isEqualTo(Quantity.QUANTILE);
    assertThat(rule.series().quantile()).isEqualTo(0.99);
    assertThat(rule.series().minEvents()).isEqualTo(50);
    Source source = files.rules().indicators().getFirst().sources().getFirst();
    assertThat(source.numerator()).isEmpty();
    assertThat(source.total())
        .containsExactly(new MetricQuery(Selector.parse("request_seconds"), Measure.BUCKETS));
  }

  @Test
  void aQuantileThatIsNoneIsRefusedAtItsLine() {
    read("AnomalyRule", "  of: a\n  quantile: 1.5\n");
    read("AnomalyRule", "  of: a\n  quantile: 0\n");
    read("AnomalyRule", "  of: a\n  quantile: p99\n");
    assertThat(problems.list().stream().map(Problem::toString))
        .contains(
            "quantile: 1.5 (expected: > 0 and < 1), it.yaml:7",
            "quantile: 0 (expected: > 0 and < 1), it.yaml:7")
        .anyMatch(text -> text.contains("p99") && text.endsWith("it.yaml:7"));
    assertThat(files.rules().anomalies()).isEmpty();
  }

  @Test
  void aQuantileIsOfSomethingAndOfAllOfItsBuckets() {
    read("AnomalyRule", "  quantile: 0.5\n");
    read("AnomalyRule", "  quantile: 0.5\n  of: 'a_bucket{le=\"1\"}'\n");
    read("AnomalyRule", "  rate: a\n  of: b\n");
    assertThat(problems.list().stream().map(Problem::toString))
        .anyMatch(text -> text.startsWith("spec.of") && text.endsWith("it.yaml:5"))
        .contains("of: le (expected: left out; a quantile is of all buckets), it.yaml:7")
        .anyMatch(text -> text.startsWith("unknown key \"of\"") && text.endsWith("it.yaml:7"));
  }

  @Test
  void aQuantileIsNotGroupedByTheBoundsOfItsBuckets() {
    read("AnomalyRule", "  quantile: 0.5\n  of: a_bucket\n  by: [route, le]\n");
    assertThat(problems.list().stream().map(Problem::toString))
        .containsExactly("by: le (expected: left out; a quantile is of all buckets), it.yaml:8");
  }

  @Test
  void aMinimumOfEventsIsRefusedWhereItWouldChangeNothing() {
    read("AnomalyRule", "  rate: a\n  minEvents: 20\n");
    read("AnomalyRule", "  slo: default-availability\n  value: rate\n  minEvents: 20\n");
    read("AnomalyRule", "  gauge: a\n  minEvents: 20\n");
    assertThat(problems.list().stream().map(Problem::toString))
        .contains(
            "minEvents (expected: left out; a rate is of any number of events), it.yaml:7",
            "minEvents (expected: left out; a rate is of any number of events), it.yaml:8",
            "minEvents (expected: left out; a gauge counts no events), it.yaml:7");
  }

  @Test
  void daysToIgnoreDoNotEndBeforeTheyBegin() {
    read("AnomalyRule", "  rate: a\n  ignore: [{first: 2026-12-26, last: 2026-12-24}]\n");
    read("AnomalyRule", "  rate: a\n  ignore: [{first: 2026-12-26, last: soon}]\n");
    assertThat(problems.list().stream().map(Problem::toString))
        .filteredOn(text -> text.startsWith("last"))
        .containsExactly(
            "last: 2026-12-24 (expected: 2026-12-26 or later), it.yaml:7",
            "last: soon (expected: such as 2026-12-25), it.yaml:7");
  }

  @Test
  void minimumTrafficIsEventsPerUnitOfTime() {
    assertThat(anomaly("  rate: a\n").minimumTraffic()).isEqualTo(EventRate.ZERO);
    assertThat(EventRate.parse("7200/h").perSecond()).isEqualTo(2);
    assertThat(EventRate.parse("90 / m").perSecond()).isEqualTo(1.5);
    assertThat(EventRate.parse("0.5/s").perSecond()).isEqualTo(0.5);
    assertThat(EventRate.parse("86400/d").perSecond()).isEqualTo(1);
  }

  @Test
  void minimumTrafficThatIsNoneIsRefused() {
    read("AnomalyRule", "  rate: a\n  minimumTraffic: 100\n");
    read("AnomalyRule", "  rate: a\n  minimumTraffic: -5/h\n");
    read("AnomalyRule", "  gauge: a\n  minimumTraffic: 5/h\n");
    assertThat(messages())
        .contains(
            "minimumTraffic: 100 (expected: events per s, m, h or d, such as 100/h)",
            "minimumTraffic: -5/h (expected: events per s, m, h or d, such as 100/h)",
            "minimumTraffic (expected: left out; a gauge counts no events)");
  }

  @Test
  void alertsAreGatheredUnlessSaidOtherwise() {
    assertThat(anomaly("  rate: a\n").head().gather()).isEqualTo(GroupingSettings.DEFAULT);
  }

  @Test
  void whenAlertsAreGatheredCanBeSaid() {
    AnomalySpec rule = anomaly("  rate: a\n  gather: {share: 12.5%, atLeast: 30, hold: 20s}\n");
    assertThat(rule.head().gather())
        .isEqualTo(new GroupingSettings(0.125, 30, Duration.ofSeconds(20)));
  }

  @Test
  void gatheringCanBeLeftOut() {
    assertThat(anomaly("  rate: a\n  gather: off\n").head().gather())
        .isEqualTo(GroupingSettings.OFF);
  }

  @Test
  void forecastsOfSeriesAreGatheredToo() {
    read("ForecastRule", "  gauge: disk.used\n  limit: 9\n  gather: {atLeast: 3}\n");
    assertThat(problems.list()).isEmpty();
    assertThat(files.rules().forecasts().getFirst().head().gather().atLeast()).isEqualTo(3);
  }

  @Test
  void forecastsOfBudgetsAreNotGathered() {
    read("ForecastRule", "  budget: default-availability\n  gather: off\n");
    assertThat(messages())
        .containsExactly("spec.gather (expected: left out; budgets alert one by one)");
  }

  @Test
  void whatIsWrongWithGatheringIsSaid() {
    read("AnomalyRule", "  rate: a\n  gather: {share: 120%, atLeast: 1, hold: 11m, min: 3}\n");
    assertThat(messages())
        .containsExactlyInAnyOrder(
            "spec.gather.share: 120% (expected: a share of the groups such as 20%, up to 100%)",
            "spec.gather.atLeast: 1 (expected: a whole number from 2 to 1000000)",
            "spec.gather.hold: 11m (expected: at most 10m)",
            "unknown key \"min\"");
    assertThat(problems.list()).allMatch(problem -> problem.line() == 7);
  }

  @Test
  void aShareWithoutPercentIsNotGuessedAt() {
    read("AnomalyRule", "  rate: a\n  gather: {share: 0.2}\n");
    assertThat(messages())
        .containsExactly(
            "spec.gather.share: 0.2 (expected: a share of the groups such as 20%, up to 100%)");
  }

  @Test
  void gatheringIsOffOrAMap() {
    read("AnomalyRule", "  rate: a\n  gather: never\n");
    assertThat(messages())
        .containsExactly("spec.gather: never (expected: off, or a map of share, atLeast and hold)");
  }

  private AnomalySpec anomaly(String spec) {
    read("AnomalyRule", spec);
    assertThat(problems.list()).isEmpty();
    return files.rules().anomalies().getFirst();
  }

  private void read(String kind, String spec) {
    String yaml =
        "apiVersion: watchfire/v1\nkind: " + kind + "\nmetadata:\n  name: it\nspec:\n" + spec;
    files.read("it.yaml", yaml.getBytes(StandardCharsets.UTF_8));
  }

  private List<String> messages() {
    return problems.list().stream().map(Problem::message).toList();
  }

  private static boolean covers(AnomalySpec rule, String moment) {
    return rule.ignored().stream()
        .anyMatch(ignored -> ignored.covers(Instant.parse(moment), BERLIN));
  }
}
