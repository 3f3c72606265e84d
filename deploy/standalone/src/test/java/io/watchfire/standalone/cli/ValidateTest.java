/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidateTest {
  private static final String RULE =
      """
      apiVersion: watchfire/v1
      kind: SLO
      metadata: {name: %s}
      spec:
        objective: %s
        sli:
          bad: requests_total{code="500"}
          total: requests_total
      """;

  @TempDir Path dir;

  @Test
  void goodFilesAreNamedWithTheirNumberOfRules() throws IOException {
    write("a.yaml", RULE.formatted("a", "99.9") + "---\n" + RULE.formatted("b", "99"));
    write("b.yml", RULE.formatted("c", "99.9"));

    Cli cli = Cli.run("validate", dir.toString());

    assertThat(cli).isEqualTo(new Cli(0, line("a.yaml", "2 rules") + line("b.yml", "1 rule"), ""));
  }

  @Test
  void everyProblemOfEveryFileIsToldWithItsLine() throws IOException {
    write("a.yaml", RULE.formatted("a", "100"));
    write("b.yaml", RULE.formatted("a", "99.9").replace("kind: SLO", "kind: SLI"));
    write("good.yaml", RULE.formatted("good", "99.9"));

    Cli cli = Cli.run("validate", dir.toString());

    assertThat(cli.status()).isEqualTo(1);
    assertThat(cli.err().lines())
        .anyMatch(line -> line.startsWith("objective: 100") && line.endsWith("a.yaml:5"))
        .anyMatch(line -> line.startsWith("kind: SLI") && line.endsWith("b.yaml:2"));
    assertThat(cli.out()).isEqualTo(line("good.yaml", "1 rule"));
  }

  @Test
  void aQuantileThatIsNoneIsToldWithItsLine() throws IOException {
    write(
        "p99.yaml",
        """
        apiVersion: watchfire/v1
        kind: AnomalyRule
        metadata: {name: p99}
        spec:
          of: http.server.request.duration{service.name="checkout"}
          by: [http.route]
          quantile: 1.5
        """);

    Cli cli = Cli.run("validate", dir.toString());

    assertThat(cli.status()).isEqualTo(1);
    assertThat(cli.err())
        .startsWith("quantile: 1.5 (expected: > 0 and < 1), ")
        .contains("p99.yaml:7");
  }

  @Test
  void aWarningFailsOnlyUnderStrict() throws IOException {
    write("low.yaml", RULE.formatted("low", "90"));

    Cli lenient = Cli.run("validate", dir.toString());
    Cli strict = Cli.run("validate", "--strict", dir.toString());

    assertThat(lenient.status()).isZero();
    assertThat(lenient.err()).startsWith("warning: tier:").contains("low.yaml:5");
    assertThat(strict.status()).isEqualTo(1);
    assertThat(strict.err()).startsWith("tier:");
  }

  @Test
  void anEmptyDirectoryIsAProblem() {
    Cli cli = Cli.run("validate", dir.toString());

    assertThat(cli.status()).isEqualTo(1);
    assertThat(cli.err()).startsWith("rules: no .yaml or .yml file").contains(dir.toString());
  }

  @Test
  void aPathThatIsNotThereIsAProblem() {
    Cli cli = Cli.run("validate", dir.resolve("none.yaml").toString());

    assertThat(cli.status()).isEqualTo(1);
    assertThat(cli.err()).contains("no such file or directory").contains("none.yaml");
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(dir.resolve(name), text);
  }

  private String line(String name, String count) {
    return dir.resolve(name) + ": OK, " + count + System.lineSeparator();
  }
}
