/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.spec.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.runtime.config.Problem;
import io.watchfire.runtime.config.Problems;
import io.watchfire.streams.alerting.NoDataPolicy;
import io.watchfire.streams.slo.Ending;
import io.watchfire.streams.slo.MinimumTraffic;
import io.watchfire.streams.slo.Objective;
import io.watchfire.streams.slo.Tier;
import io.watchfire.streams.spec.SloSpec;
import io.watchfire.streams.spec.Warning;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SloReaderTest {
  private static final String FILE = "slos/checkout.yaml";
  private static final String GOOD =
      """
      apiVersion: watchfire/v1
      kind: SLO
      metadata:
        name: checkout
      spec:
        service: checkout
        objective: 99.9
        sli:
          bad: errors_total
          total: requests_total
      """;

  private final Problems problems = new Problems();
  private final RuleFiles files = new RuleFiles(problems);

  private List<String> problemsOf(String yaml) {
    files.read(FILE, yaml.getBytes(StandardCharsets.UTF_8));
    return problems.list().stream().map(Problem::toString).toList();
  }

  @Test
  void whatIsNotWrittenHasItsDefault() {
    assertThat(problemsOf(GOOD)).isEmpty();
    SloSpec rule = files.rules().slos().getFirst();
    assertThat(rule.objective().period()).isEqualTo(Duration.ofDays(30));
    assertThat(rule.objective().tiers()).isEqualTo(Objective.defaultTiers());
    assertThat(rule.objective().minimumTraffic()).isEqualTo(MinimumTraffic.DEFAULT);
    assertThat(rule.timing().noData()).isEqualTo(NoDataPolicy.HOLD);
    assertThat(rule.sli().countsGood()).isFalse();
  }

  @Test
  void anObjectiveOutsideItsRangeIsSaidWithItsLine() {
    assertThat(problemsOf(GOOD.replace("99.9", "100")))
        .containsExactly("objective: 100 (expected: > 0 and < 100), slos/checkout.yaml:7");
    assertThat(files.rules().slos()).isEmpty();
  }

  @Test
  void allProblemsAreToldAtOnce() {
    String yaml =
        GOOD.replace("99.9", "0")
            .replace("name: checkout", "name: Check Out")
            .replace("bad: errors_total", "bad: errors_total{code=5}")
            .replace("service: checkout", "servcie: checkout");
    assertThat(problemsOf(yaml))
        .hasSize(4)
        .contains(
            "name: Check Out (expected: lower-case letters, digits, '-' and '.'),"
                + " slos/checkout.yaml:4",
            "objective: 0 (expected: > 0 and < 100), slos/checkout.yaml:7",
            "bad: selector: errors_total{code=5} (expected: a quoted value, found '5' at character"
                + " 19), slos/checkout.yaml:9")
        .anyMatch(problem -> problem.contains("servcie") && problem.endsWith(":6"));
  }

  @Test
  void anIndicatorIsOneOfThreeKinds() {
    assertThat(problemsOf(GOOD.replace("total: requests_total", "good: ok_total")))
        .containsExactly(
            "sli (expected: one of bad with total, good with total, or latency),"
                + " slos/checkout.yaml:8");
  }

  @Test
  void windowsThatDoNotFitAreRefusedAtTheTiers() {
    String tiers = "  tiers:\n    - {short: 7m, long: 100m}\n";
    assertThat(problemsOf(GOOD + tiers))
        .singleElement()
        .asString()
        .startsWith("window: PT1H40M (expected: a multiple of PT14S")
        .endsWith("slos/checkout.yaml:11");
  }

  @Test
  void theShortWindowIsATwelfthInWholeSeconds() {
    assertThat(
            problemsOf(GOOD.replace("99.9", "99.9\n  period: 100m") + "  tiers: [{long: 1000s}]\n"))
        .isEmpty();
    assertThat(files.rules().slos().getFirst().objective().tiers())
        .extracting(Tier::shortWindow)
        .containsExactly(Duration.ofSeconds(83));
  }

  @Test
  void aTierSaysHowItsAlertEnds() {
    String tiers =
        """
          tiers:
            - {long: 1h, clearBelow: 1, hold: 0s}
            - {long: 6h, clearBelow: 0.5, hold: 20m}
            - {long: 24h}
        """;
    assertThat(problemsOf(GOOD + tiers)).isEmpty();
    assertThat(files.rules().slos().getFirst().objective().tiers())
        .extracting(Tier::ending)
        .containsExactly(
            Ending.SLOTH,
            new Ending(new BigDecimal("0.5"), Duration.ofMinutes(20)),
            new Ending(new BigDecimal("0.8"), Duration.ofHours(2)));
  }

  @Test
  void anAlertIsHeldForThreeShortWindowsUpToAQuarterOfAnHour() {
    assertThat(Objective.defaultTiers())
        .extracting(tier -> tier.ending().hold())
        .containsExactly(
            Duration.ofMinutes(15),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(6));
    assertThat(Ending.holdOf(Duration.ofSeconds(10))).isEqualTo(Duration.ofSeconds(30));
    assertThat(Ending.holdOf(Duration.ofMinutes(6))).isEqualTo(Duration.ofMinutes(15));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-0.5", "1.01"})
  void whatKeepsAnAlertIsAShareOfTheFactor(String share) {
    String tiers = "  tiers:\n    - {long: 1h}\n    - {long: 6h, clearBelow: " + share + "}\n";
    assertThat(problemsOf(GOOD + tiers))
        .containsExactly(
            "clearBelow: " + share + " (expected: > 0 and <= 1), slos/checkout.yaml:13");
  }

  @Test
  void aTierThatCanNeverFireIsLeftOutWithAWarning() {
    assertThat(problemsOf(GOOD.replace("99.9", "90"))).isEmpty();
    assertThat(files.rules().slos().getFirst().objective().tiers())
        .extracting(Tier::longWindow)
        .containsExactly(Duration.ofHours(6), Duration.ofDays(1), Duration.ofDays(3));
    assertThat(Warning.lines(files.warnings()))
        .isEqualTo(
            "tier: 2 % in 1h can never fire at objective 90 and is left out (expected: a burn rate"
                + " that errors can reach), slos/checkout.yaml:7");
  }

  @Test
  void aNameMayBeUsedOnce() {
    assertThat(problemsOf(GOOD + "---\n" + GOOD))
        .singleElement()
        .asString()
        .contains("name: checkout (expected: unique; also at slos/checkout.yaml:1)");
  }
}
