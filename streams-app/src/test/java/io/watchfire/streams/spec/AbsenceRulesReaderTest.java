/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.runtime.config.Problem;
import io.watchfire.runtime.config.Problems;
import io.watchfire.streams.slo.Severity;
import io.watchfire.streams.spec.yaml.RuleFiles;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** How rules of absence are read, and what is said of wrong ones. */
class AbsenceRulesReaderTest {
  private final Problems problems = new Problems();
  private final RuleFiles files = new RuleFiles(problems);

  @Test
  void aServiceIsAwaitedForEverUnlessTheRuleSaysOtherwise() {
    AbsenceSpec rule = rule("  service: checkout\n");
    assertThat(rule.silence()).isEqualTo(Duration.ofMinutes(10));
    assertThat(rule.forgetAfter()).isZero();
    assertThat(rule.fixed()).isTrue();
    assertThat(rule.head().severity()).isEqualTo(Severity.TICKET);
    assertThat(names(rule))
        .contains("spans", "target_info", "http_server_request_duration", "process_cpu_time")
        .doesNotContain("traces_service_graph_request_total");
    assertThat(files.rules().size()).isEqualTo(1);
    assertThat(files.rules().names()).containsExactly("it");
    assertThat(files.rules().indicators()).hasSize(1);
  }

  @Test
  void groupsOfASelectorAreForgottenAfterADay() {
    AbsenceSpec rule = rule("  selector: 'up{job=\"node\"}'\n  by: [instance]\n  for: 5m\n");
    assertThat(rule.forgetAfter()).isEqualTo(Duration.ofDays(1));
    assertThat(rule.fixed()).isFalse();
    assertThat(names(rule)).containsExactly("up");
  }

  @Test
  void whoeverWaitsForLongIsNotForgottenBefore() {
    AbsenceSpec rule = rule("  selector: backup_total\n  by: [host]\n  for: 26h\n");
    assertThat(rule.forgetAfter()).isEqualTo(Duration.ofHours(52));
  }

  @Test
  void everythingCanBeSaid() {
    AbsenceSpec rule =
        rule(
            """
              selector: [node_load1, node_boot_time_seconds]
              by: [instance]
              service: node
              for: 3m
              keepFiringFor: 5m
              forgetAfter: never
              severity: page
              mode: shadow
              maxGroups: 50
              gather: off
            """);
    assertThat(rule.silence()).isEqualTo(Duration.ofMinutes(3));
    assertThat(rule.keepFiringFor()).isEqualTo(Duration.ofMinutes(5));
    assertThat(rule.forgetAfter()).isZero();
    assertThat(rule.head().severity()).isEqualTo(Severity.PAGE);
    assertThat(names(rule)).containsExactly("node_load1", "node_boot_time_seconds");
  }

  @Test
  void theGroupsOfAnObjectiveAreAwaitedByItsName() {
    AbsenceSpec rule = rule("  slo: checkout\n");
    assertThat(rule.series().indicator()).isEqualTo("checkout");
    assertThat(rule.forgetAfter()).isEqualTo(Duration.ofDays(1));
    assertThat(rule.fixed()).isFalse();
    files.checkReferences(List.of());
    assertThat(lines())
        .containsExactly("slo: checkout (expected: the name of an objective, of []), it.yaml:6");
  }

  @Test
  void aRuleThatAwaitsNothingIsRefusedWithItsLine() {
    read("  for: 5m\n");
    assertThat(lines())
        .containsExactly(
            "spec (expected: a selector, a service or an slo that is awaited), it.yaml:5");
    assertThat(files.rules().absences()).isEmpty();
  }

  @Test
  void aSelectorThatIsNoneAndKeysThatDoNotExistAreRefusedWithTheirLines() {
    read("  selector: 'up{job='\n  above: 3\n");
    assertThat(lines()).hasSize(2);
    assertThat(lines().getFirst()).startsWith("selector: ").endsWith("it.yaml:6");
    assertThat(lines().getLast()).contains("above").endsWith("it.yaml:7");
  }

  @Test
  void timesThatContradictEachOtherAreRefusedWithTheirLine() {
    read("  selector: up\n  by: [job]\n  for: 10m\n  forgetAfter: 10m\n");
    assertThat(lines())
        .containsExactly("forgetAfter: 10m (expected: never, or longer than for: 10m), it.yaml:9");
  }

  @Test
  void noTimeAtAllIsRefusedWithItsLine() {
    read("  selector: up\n  for: 0s\n");
    assertThat(lines())
        .containsExactly(
            "for: 0s (expected: longer than what is awaited is usually apart), it.yaml:7");
  }

  private static List<String> names(AbsenceSpec rule) {
    return Objects.requireNonNull(rule.series().own()).sources().getFirst().numerator().stream()
        .map(query -> query.selector().name())
        .distinct()
        .toList();
  }

  private AbsenceSpec rule(String spec) {
    read(spec);
    assertThat(problems.list()).isEmpty();
    return files.rules().absences().getFirst();
  }

  private void read(String spec) {
    String yaml =
        "apiVersion: watchfire/v1\nkind: AbsenceRule\nmetadata:\n  name: it\nspec:\n" + spec;
    files.read("it.yaml", yaml.getBytes(StandardCharsets.UTF_8));
  }

  private List<String> lines() {
    return problems.list().stream().map(Problem::toString).toList();
  }
}
