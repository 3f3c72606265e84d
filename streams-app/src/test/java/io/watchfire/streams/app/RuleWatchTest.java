/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.watchfire.runtime.config.ConfigFile;
import io.watchfire.runtime.config.Problems;
import io.watchfire.streams.spec.Rules;
import io.watchfire.streams.spec.defaults.DefaultRules;
import io.watchfire.streams.topology.RulesAtWork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of rules that change while the process runs. */
class RuleWatchTest {
  private static final long NOW = 1_795_435_200_000L;
  private static final String RULE =
      """
      apiVersion: watchfire/v1
      kind: SLO
      metadata: {name: %s}
      spec: {objective: 99.9, sli: {bad: errors_total, total: requests_total}}
      """;

  @TempDir Path dir;

  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private RulesAtWork rules;
  private RuleWatch watch;

  @BeforeEach
  void begin() throws IOException {
    write("a.yaml", RULE.formatted("first"));
    Problems problems = new Problems();
    DefaultRules none =
        DefaultRules.read(
            ConfigFile.load(null, Map.of("WATCHFIRE_DEFAULTS_ENABLED", "false"), problems)
                .section("defaults"));
    Rules start = WrittenRules.read(List.of(dir), none, problems).rules();
    problems.throwIfAny();
    rules = RulesAtWork.alone(start);
    watch = new RuleWatch(List.of(dir), none, rules, metrics, NOW);
    look();
    look();
  }

  @AfterEach
  void close() {
    watch.close();
  }

  @Test
  void filesThatDidNotChangeLeaveTheRulesThatAreAtWork() {
    RulesAtWork.Current before = rules.current();
    look();
    assertThat(rules.current()).isSameAs(before);
    assertThat(successful()).isEqualTo(1);
  }

  @Test
  void aFileThatIsAddedIsTakenOnceItIsTheSameAtTwoLooks() throws IOException {
    write("b.yaml", RULE.formatted("second"));
    look();
    assertThat(names()).as("it may still be written").containsExactly("first");
    look();
    assertThat(names()).containsExactly("first", "second");
  }

  @Test
  void aFileThatIsBeingWrittenIsNotTaken() throws IOException {
    for (int part = 0; part < 5; part++) {
      write("a.yaml", RULE.formatted("part-" + part));
      look();
    }
    assertThat(names()).containsExactly("first");
  }

  @Test
  void oneWrongFileRefusesAllOfThemAndSaysWhy() throws IOException {
    write("b.yaml", RULE.formatted("second"));
    write("c.yaml", RULE.formatted("third").replace("99.9", "100"));
    look();
    look();
    assertThat(names()).containsExactly("first");
    assertThat(watch.problem()).contains("objective: 100").contains("c.yaml:4");
    assertThat(successful()).isZero();

    write("c.yaml", RULE.formatted("third"));
    look();
    look();
    assertThat(names()).containsExactly("first", "second", "third");
    assertThat(watch.problem()).isNull();
    assertThat(successful()).isEqualTo(1);
  }

  @Test
  void rulesThatVanishGoOn() throws IOException {
    Files.delete(dir.resolve("a.yaml"));
    look();
    look();
    assertThat(names()).containsExactly("first");
    assertThat(watch.problem()).contains("no .yaml or .yml file");
  }

  private void look() {
    watch.look(NOW);
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(dir.resolve(name), text);
  }

  private List<String> names() {
    return rules.current().rules().names().toList();
  }

  private double successful() {
    return metrics.get("watchfire_rules_last_reload_successful").gauge().value();
  }
}
