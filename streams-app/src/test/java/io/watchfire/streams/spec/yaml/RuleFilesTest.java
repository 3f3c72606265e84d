/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.spec.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.runtime.config.Problem;
import io.watchfire.runtime.config.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever names a path means rules: none there is a mistake, not a wish to have none. */
class RuleFilesTest {
  private static final String RULE =
      """
      apiVersion: watchfire/v1
      kind: SLO
      metadata: {name: checkout}
      spec: {objective: 99.9, sli: {bad: errors_total, total: requests_total}}
      """;

  @TempDir Path dir;

  private final Problems problems = new Problems();
  private final RuleFiles files = new RuleFiles(problems);

  @Test
  void anEmptyDirectoryIsAProblemThatSaysWhatWasExpected() {
    files.read(dir);
    assertThat(problems.list())
        .extracting(Problem::toString)
        .containsExactly(
            "rules: no .yaml or .yml file (expected: at least one, or no such path), " + dir);
  }

  @Test
  void aFileWithNothingInItIsAProblemThoughOthersHaveRules() throws IOException {
    Files.writeString(dir.resolve("a.yaml"), RULE);
    Path empty = Files.writeString(dir.resolve("b.yaml"), "# to be written\n");
    files.read(dir);
    assertThat(problems.list())
        .extracting(Problem::toString)
        .containsExactly("rules: none (expected: at least one, or no such file), " + empty + ":1");
  }

  @Test
  void aDirectoryWithRulesIsNone() throws IOException {
    Files.writeString(dir.resolve("a.yaml"), RULE);
    files.read(dir);
    assertThat(problems.list()).isEmpty();
    assertThat(files.rules().size()).isEqualTo(1);
  }
}
