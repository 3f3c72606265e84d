/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.runtime.config.Problem;
import io.watchfire.runtime.config.Problems;
import io.watchfire.streams.alerting.NoDataPolicy;
import io.watchfire.streams.alerting.Timing;
import io.watchfire.streams.query.Quantity;
import io.watchfire.streams.slo.Severity;
import io.watchfire.streams.spec.defaults.DefaultRules;
import io.watchfire.streams.spec.yaml.RuleFiles;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How rules of limits are read, and what is said of wrong ones. */
class ThresholdRulesReaderTest {
  private final Problems problems = new Problems();
  private final RuleFiles files = new RuleFiles(problems);

  @Test
  void aRuleThatSaysLittleFiresAtOnceAsATicket() {
    ThresholdSpec rule = rule("  rate: orders_total\n  below: 5\n");
    assertThat(rule.series().quantity()).isEqualTo(Quantity.RATE);
    assertThat(rule.series().step()).isEqualTo(Duration.ofMinutes(1));
    assertThat(rule.limits().below()).isEqualTo(5);
    assertThat(rule.limits().above()).isNaN();
    assertThat(rule.timing()).isEqualTo(Timing.DEFAULT);
    assertThat(rule.head().severity()).isEqualTo(Severity.TICKET);
    assertThat(files.rules().indicators()).hasSize(1);
    assertThat(files.rules().size()).isEqualTo(1);
    assertThat(files.rules().names()).containsExactly("it");
  }

  @Test
  void everythingCanBeSaid() {
    ThresholdSpec rule =
        rule(
            """
              quantile: 0.99
              of: http.server.request.duration
              by: [route]
              step: 5m
              minEvents: 50
              above: 2.5
              below: -1e-3
              for: 10m
              keepFiringFor: 1h
              noData: keep
              severity: page
              mode: shadow
              maxGroups: 7
              service: checkout
              gather: off
            """);
    assertThat(rule.limits()).isEqualTo(new ThresholdSpec.Limits(2.5, -0.001));
    assertThat(rule.timing())
        .isEqualTo(new Timing(Duration.ofMinutes(10), Duration.ofHours(1), NoDataPolicy.KEEP));
    assertThat(rule.series().quantile()).isEqualTo(0.99);
    assertThat(rule.head().severity()).isEqualTo(Severity.PAGE);
    assertThat(rule.head().maxGroups()).isEqualTo(7);
    assertThat(rule.head().service()).isEqualTo("checkout");
  }

  @Test
  void anObjectiveIsJudgedByNameAndOneThatIsNotThereIsNamed() {
    read("  slo: default-availability\n  above: 0.5\n");
    files.checkReferences(DefaultRules.NAMES);
    assertThat(problems.list()).isEmpty();
    assertThat(files.rules().indicators()).as("nothing is measured twice").isEmpty();
    files.checkReferences(List.of("other"));
    assertThat(lines())
        .containsExactly(
            "slo: default-availability (expected: the name of an objective, of [other]),"
                + " it.yaml:6");
  }

  @Test
  void aRuleWithoutALimitIsRefusedWithItsLine() {
    read("  gauge: queue.length\n");
    assertThat(lines())
        .containsExactly("spec (expected: above, below or both, with a number), it.yaml:5");
    assertThat(files.rules().thresholds()).isEmpty();
  }

  @Test
  void limitsThatNoNumberCanKeepAreRefusedWithTheirLine() {
    read("  gauge: queue.length\n  above: 5\n  below: 10\n");
    assertThat(lines()).containsExactly("below: 10 (expected: at most above, 5), it.yaml:8");
  }

  @Test
  void whatIsNoNumberOrNoKeyIsRefusedWithItsLine() {
    read("  gauge: queue.length\n  above: often\n  fore: 5m\n");
    assertThat(lines()).hasSize(2);
    assertThat(lines().getFirst())
        .startsWith("spec.above: often (expected: ")
        .endsWith("it.yaml:7");
    assertThat(lines().getLast()).contains("fore").endsWith("it.yaml:8");
    assertThat(files.rules().thresholds()).isEmpty();
  }

  private ThresholdSpec rule(String spec) {
    read(spec);
    assertThat(problems.list()).isEmpty();
    return files.rules().thresholds().getFirst();
  }

  private void read(String spec) {
    String yaml =
        "apiVersion: watchfire/v1\nkind: ThresholdRule\nmetadata:\n  name: it\nspec:\n" + spec;
    files.read("it.yaml", yaml.getBytes(StandardCharsets.UTF_8));
  }

  private List<String> lines() {
    return problems.list().stream().map(Problem::toString).toList();
  }
}
