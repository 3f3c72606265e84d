/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * A program that a script below {@code deploy} gets, which takes minutes the first time.
 *
 * @param path empty if none could be had
 * @param reason what the script says while it looks for one
 */
public record RealProgram(String path, String reason) {
  /**
   * Building Prometheus takes five minutes where nothing else runs, and seven on a busy machine.
   */
  private static final Duration DEADLINE = Duration.ofMinutes(15);

  /** What that script finds, for example {@code deploy/prometheus/get}. */
  public static RealProgram by(String script) {
    try {
      Path reasons = Files.createTempFile("get", ".reasons");
      Path answer = Files.createTempFile("get", ".answer");
      boolean found = run(script, answer, reasons);
      String[] lines = Files.readString(answer).strip().split("\n");
      String reason = script + " says: " + Files.readString(reasons);
      Files.delete(answer);
      Files.delete(reasons);
      return new RealProgram(found ? lines[lines.length - 1] : "", reason);
    } catch (IOException e) {
      return new RealProgram("", e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new RealProgram("", e.toString());
    }
  }

  /**
   * Its path. Where there is none the test is skipped with the reason, in CI ({@code CI=true}) it
   * fails.
   */
  public String require() {
    if (path.isEmpty() && !"true".equals(System.getenv("CI"))) {
      Assumptions.abort(reason);
    }
    assertThat(path).as(reason).isNotEmpty();
    return path;
  }

  /** Such a script, or what lies beside it, in this repository. */
  public static Path script(String name) throws IOException {
    Path here = Path.of("").toAbsolutePath();
    for (Path dir = here; dir != null; dir = dir.getParent()) {
      if (Files.exists(dir.resolve(name))) {
        return dir.resolve(name);
      }
    }
    throw new IOException("no " + name + " above " + here);
  }

  private static boolean run(String script, Path answer, Path reasons)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("bash", script(script).toString())
            .redirectOutput(answer.toFile())
            .redirectError(reasons.toFile())
            .start();
    if (process.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS)) {
      return process.exitValue() == 0;
    }
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    throw new IOException(script + " has not ended within " + DEADLINE);
  }
}
