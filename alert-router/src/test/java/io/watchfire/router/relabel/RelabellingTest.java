/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.relabel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.watchfire.runtime.config.ConfigFile;
import io.watchfire.runtime.config.Problem;
import io.watchfire.runtime.config.Problems;
import io.watchfire.runtime.config.Section;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RelabellingTest {
  @TempDir Path dir;

  private final Problems problems = new Problems();

  @Test
  void everyCaseOfPrometheusComesOutAsThere() throws IOException {
    List<Section> cases;
    try (InputStream in =
        Objects.requireNonNull(getClass().getResourceAsStream("prometheus.yaml"))) {
      cases =
          yaml(new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
              .sections("cases");
    }
    assertThat(cases).hasSizeGreaterThan(25);
    for (Section one : cases) {
      Relabelling.Result result =
          new Relabelling(RelabelRulesReader.read(one, "rules")).apply(one.stringMap("input"));
      assertThat(problems.list()).isEmpty();
      assertThat(result.dropped()).as("line " + one.line()).isNotEqualTo(one.has("output"));
      if (one.has("output")) {
        assertThat(result.labels()).as("line " + one.line()).isEqualTo(one.stringMap("output"));
      }
    }
  }

  @Test
  void whatIsDroppedStillTellsItsLabels() {
    Relabelling rules =
        new Relabelling(
            List.of(
                rule("", "a", RelabelAction.DROP, 0), rule("b", "a", RelabelAction.UPPERCASE, 0)));

    assertThat(rules.apply(Map.of("a", "x")))
        .isEqualTo(new Relabelling.Result(Map.of("a", "x", "b", "X"), true));
  }

  @Test
  void ofNamesThatBecomeOneTheLastByNameStays() {
    RelabelRule rule =
        new RelabelRule(List.of(), ";", "x_.*", "", "name", 0, RelabelAction.LABELMAP);
    Map<String, String> labels = Map.of("x_a", "1", "x_b", "2", "x_c", "3", "x_d", "4");

    assertThat(new Relabelling(List.of(rule)).apply(labels).labels()).containsEntry("name", "4");
  }

  @ParameterizedTest
  @CsvSource({
    "REPLACE, '', 0, targetLabel",
    "LOWERCASE, ${1}, 0, targetLabel",
    "KEEPEQUAL, 1a, 0, targetLabel",
    "HASHMOD, t, 0, modulus",
  })
  void whatAnActionNeedsIsAskedFor(RelabelAction action, String target, long modulus, String key) {
    assertThatThrownBy(() -> rule(target, "a", action, modulus)).hasMessageStartingWith(key + ": ");
  }

  @Test
  void rulesOfPrometheusAreTakenOverAsTheyAre() throws IOException {
    Section root =
        yaml(
            """
            rules:
              - source_labels: [a, b]
                separator: "-"
                target_label: c
              - {action: labeldrop, regex: a}
            """);
    Relabelling relabelling = new Relabelling(RelabelRulesReader.read(root, "rules"));
    root.refuseUnknown();

    assertThat(problems.list()).isEmpty();
    assertThat(relabelling.apply(Map.of("a", "1", "b", "2")).labels())
        .isEqualTo(Map.of("b", "2", "c", "1-2"));
  }

  @Test
  void twoNamesForOneThingAndBadRegexesAreToldWithTheirLines() throws IOException {
    Section root =
        yaml(
            """
            rules:
              - source_labels: [a]
                sourceLabels: [b]
                targetLabel: b
              - regex: "("
                targetLabel: b
            """);
    RelabelRulesReader.read(root, "rules");
    root.refuseUnknown();

    assertThat(problems.list().stream().map(Problem::line)).containsExactlyInAnyOrder(2, 5);
    assertThat(problems.list().stream().map(Problem::message))
        .anyMatch(problem -> problem.startsWith("unknown key \"source_labels\""))
        .contains("rules: regex: ( (expected: RE2; missing closing ))");
  }

  private Section yaml(String text) throws IOException {
    return ConfigFile.load(Files.writeString(dir.resolve("r.yaml"), text), Map.of(), problems);
  }

  private static RelabelRule rule(
      String target, String source, RelabelAction action, long modulus) {
    return new RelabelRule(List.of(source), ";", "(.*)", target, "$1", modulus, action);
  }
}
