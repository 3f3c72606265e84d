/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFileTest {
  @TempDir private Path dir;
  private final Problems problems = new Problems();

  @Test
  void readsTheFileUnderTheEnvironment() throws Exception {
    Path file = Files.writeString(dir.resolve("w.yaml"), "http:\n  port: 1\n  host: a\n");
    Section http =
        ConfigFile.load(file, Map.of("WATCHFIRE_HTTP_PORT", "2"), problems).section("http");
    assertThat(http.integer("port", 0, 0, 9)).isEqualTo(2);
    assertThat(http.string("host", "")).isEqualTo("a");
    assertThat(problems.isEmpty()).isTrue();
  }

  @Test
  void runsOnDefaultsAndTheEnvironmentWithoutAFile() {
    Section root = ConfigFile.load(null, Map.of("WATCHFIRE_HTTP_PORT", "2"), problems);
    assertThat(root.section("http").integer("port", 0, 0, 9)).isEqualTo(2);
    assertThat(problems.isEmpty()).isTrue();
  }

  @Test
  void anEmptyFileMeansDefaults() throws Exception {
    Path file = Files.writeString(dir.resolve("w.yaml"), "# nothing yet\n");
    assertThat(ConfigFile.load(file, Map.of(), problems).integer("a", 3, 0, 9)).isEqualTo(3);
    assertThat(problems.isEmpty()).isTrue();
  }

  @Test
  void saysThatTheFileIsMissingOrNoMap() throws Exception {
    ConfigFile.load(dir.resolve("missing.yaml"), Map.of(), problems);
    ConfigFile.load(Files.writeString(dir.resolve("list.yaml"), "- a\n"), Map.of(), problems);
    assertThat(problems.list())
        .extracting(Problem::toString)
        .containsExactly(
            "configuration file cannot be read (NoSuchFileException), "
                + dir.resolve("missing.yaml"),
            "a list (expected: a map of keys), " + dir.resolve("list.yaml") + ":1");
  }
}
