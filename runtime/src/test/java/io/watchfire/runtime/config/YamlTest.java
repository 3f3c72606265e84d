/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlTest {
  private final Problems problems = new Problems();

  @Test
  void knowsTheLineOfEveryKeyAndValue() {
    YamlMap map = (YamlMap) parse("# c\na: 1\nb:\n  c: [x,\n    y]\n").getFirst();
    assertThat(map.line()).isEqualTo(2);
    assertThat(map.keyLines()).containsEntry("a", 2).containsEntry("b", 3);
    YamlMap b = (YamlMap) map.entries().get("b");
    YamlList c = (YamlList) b.entries().get("c");
    assertThat(c.items())
        .containsExactly(
            new YamlScalar("t.yaml", 4, "x", false), new YamlScalar("t.yaml", 5, "y", false));
  }

  @Test
  void readsSeveralDocumentsAndSkipsEmptyOnes() {
    assertThat(parse("---\na: 1\n---\n---\n# nothing\n---\nb: 2\n")).hasSize(2);
    assertThat(problems.isEmpty()).isTrue();
  }

  @Test
  void keepsNumbersAsWrittenAndTellsNullFromText() {
    YamlMap map = (YamlMap) parse("a: 99.90\nb: ~\nc: \"null\"\nd:\n").getFirst();
    assertThat(map.entries())
        .containsEntry("a", new YamlScalar("t.yaml", 1, "99.90", false))
        .containsEntry("b", new YamlScalar("t.yaml", 2, null, false))
        .containsEntry("c", new YamlScalar("t.yaml", 3, "null", true))
        .containsEntry("d", new YamlScalar("t.yaml", 4, null, false));
  }

  @Test
  void reportsADuplicateKeyAndKeepsTheFirst() {
    YamlMap map = (YamlMap) parse("a: 1\nb: 2\na: 3\n").getFirst();
    assertThat(map.entries().get("a")).isEqualTo(new YamlScalar("t.yaml", 1, "1", false));
    assertThat(problems.list())
        .containsExactly(new Problem("t.yaml", 3, "key \"a\" is given twice (first on line 1)"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          'a: 1\nb: [1, 2'     | 2 | not YAML
          'a: 1\n b: 2'        | 2 | not YAML
          'a: &x 1\nb: 2'      | 1 | anchor &x
          'a: 1\nb: *x'        | 2 | alias *x
          'a: !!binary aGk='   | 1 | tag
          '? [a, b]\n: 1'      | 1 | a key that is a list or a map
          'a: 1\nb: \u0001'    | 2 | a control character
          """)
  void saysOnWhichLineADocumentIsRefused(String text, int line, String message) {
    assertThat(parse(text.replace("\\n", "\n"))).isEmpty();
    assertThat(problems.list()).hasSize(1);
    assertThat(problems.list().getFirst().line()).isEqualTo(line);
    assertThat(problems.list().getFirst().message()).contains(message);
  }

  @Test
  void refusesBytesThatAreNotUtf8() {
    byte[] text = {'a', ':', ' ', '1', '\n', 'b', ':', ' ', (byte) 0xff};
    assertThat(Yaml.parse("t.yaml", text, problems)).isEmpty();
    assertThat(problems.list().getFirst())
        .hasToString("not UTF-8 (expected: YAML in UTF-8), t.yaml:2");
  }

  @Test
  void refusesDeepNestingAndLargeFiles() {
    assertThat(parse("[".repeat(5_000))).isEmpty();
    assertThat(problems.list().getFirst().message()).contains("nested deeper than 50 levels");
    Yaml.parse("big.yaml", new byte[Yaml.MAX_BYTES + 1], problems);
    assertThat(problems.list().getLast().message()).contains("at most");
  }

  private List<YamlNode> parse(String text) {
    return Yaml.parse("t.yaml", text.getBytes(StandardCharsets.UTF_8), problems);
  }
}
