/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WatchfireTest {
  @TempDir Path dir;

  @ParameterizedTest
  @ValueSource(strings = {"up", "demo", "validate", "status", "router", "anomalies", "completion"})
  void everyCommandHasHelpAndVersion(String command) {
    Cli help = Cli.run(command, "--help");
    Cli version = Cli.run(command, "--version");

    assertThat(help.status()).isZero();
    assertThat(help.out()).contains("Usage: watchfire " + command);
    assertThat(version.status()).isZero();
    assertThat(version.out()).startsWith("Watchfire ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "up --kafka-port many",
        "up --kafka-port 70000",
        "up --http-port -1",
        "up --no-such-flag",
        "validate",
        "status extra",
        "completion fish"
      })
  void wrongUsageIsStatusTwoAndSaysWhatIsWrong(String arguments) {
    Cli cli = Cli.run(arguments.split(" "));

    assertThat(cli.status()).isEqualTo(2);
    assertThat(cli.err()).contains("Usage: watchfire").doesNotContain("\tat ");
  }

  @Test
  void anUnknownCommandIsStatusTwoWithASuggestion() {
    Cli cli = Cli.run("statsu");

    assertThat(cli.status()).isEqualTo(2);
    assertThat(cli.err()).contains("'statsu'", "watchfire status");
  }

  @Test
  void noCommandIsStatusTwoWithTheCommands() {
    Cli cli = Cli.run();

    assertThat(cli.status()).isEqualTo(2);
    assertThat(cli.err()).contains("validate", "demo");
  }

  @Test
  void upTellsEveryProblemOfItsConfigurationAtOnceWithTheLine() throws Exception {
    Path file =
        Files.writeString(
            dir.resolve("w.yaml"),
            """
            http: {port: 99999}
            broker:
              prot: 9092
            kafka: {bootstrap: 'elsewhere:9092'}
            router:
              resendInterval: 1ms
            """);

    Cli cli = Cli.run("up", "--config", file.toString(), "--alertmanager", "ftp://nowhere");

    assertThat(cli.status()).isEqualTo(1);
    assertThat(cli.err().lines())
        .hasSize(5)
        .anyMatch(line -> line.contains("99999") && line.endsWith("w.yaml:1"))
        .anyMatch(line -> line.contains("did you mean \"port\"?") && line.endsWith("w.yaml:3"))
        .anyMatch(line -> line.contains("kafka.bootstrap") && line.endsWith("w.yaml:4"))
        .anyMatch(line -> line.contains("resendInterval") && line.endsWith("w.yaml:6"))
        .anyMatch(line -> line.contains("ftp://nowhere") && line.endsWith("--alertmanager"));
  }

  @Test
  void completionKnowsTheCommandsInBothShells() {
    assertThat(Cli.run("completion", "bash").out()).contains("--default-alerts", "validate");
    assertThat(Cli.run("completion", "zsh").out()).contains("bashcompinit", "--default-alerts");
  }
}
