/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demonstration as users run it: by the launcher, from another directory. */
class DemoIT {
  private static final long PATIENCE_SECONDS = 180;

  @TempDir Path elsewhere;

  @Test
  void theStoryComesToItsEndWithARealAlertmanager() throws Exception {
    Path home = Path.of("../..").toRealPath();
    assumeTrue(
        "true".equals(System.getenv("CI")) || DemoAlertmanager.program(home) != null,
        "no Alertmanager can be had");
    Path link = Files.createSymbolicLink(elsewhere.resolve("wf"), home.resolve("watchfire"));
    Path screen = elsewhere.resolve("screen.txt");

    Process process =
        new ProcessBuilder(link.toString(), "demo", "--once")
            .directory(elsewhere.toFile())
            .redirectErrorStream(true)
            .redirectOutput(screen.toFile())
            .start();
    try {
      boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);

      String shown = Files.readString(screen, StandardCharsets.UTF_8);
      assertThat(ended).as("ended in time: " + shown).isTrue();
      assertThat(process.exitValue()).as(shown).isZero();
      assertThat(shown)
          .containsSubsequence(
              "All is well",
              "FORECAST",
              "breaks for tenant",
              "PAGE",
              "mended",
              "RESOLVED",
              "ANOMALY",
              "no objective saw it",
              "CAME TRUE")
          .containsPattern("came, [0-9.]+/s expected \\([0-9.]+ to [0-9.]+\\)")
          .doesNotContain("\u001b", "\tat ");
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}
