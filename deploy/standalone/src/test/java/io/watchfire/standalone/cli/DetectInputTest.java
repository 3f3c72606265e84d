/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code detect} makes of files that are large, odd or may mean two things. */
class DetectInputTest {
  private static final long SEED = 12;
  private static final int MANY = 300_000;
  private static final Duration DEADLINE = Duration.ofMinutes(2);

  @TempDir Path dir;

  @Test
  void fourteenDigitsAreADateAndTimeSoTheSpikeIsFound() throws IOException {
    DateTimeFormatter digits = DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT);
    LocalDateTime start = LocalDateTime.of(2026, 9, 1, 0, 0);
    Random random = new Random(SEED);
    StringBuilder rows = new StringBuilder("timestamp,value\n");
    for (int i = 0; i < 2_000; i++) {
      double value = i == 1_900 ? 160 : 100 + 5 * random.nextGaussian();
      rows.append(digits.format(start.plusMinutes(5L * i))).append(',').append(value).append('\n');
    }

    Cli cli = detect(write("in.csv", rows.toString()));

    assertThat(cli).isEqualTo(new Cli(0, "", ""));
    assertThat(Files.readAllLines(out()).get(1_901).split(",")[3])
        .as("seed " + SEED)
        .isEqualTo("1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "20260901",
        "2026090100",
        "202609010005",
        "20261301000500",
        "20260901000500123",
        "1700000000000000",
        "1700000000000000000"
      })
  void aNumberThatMayMeanAnotherTimeIsRefusedWithItsLine(String time) throws IOException {
    Path input = write("in.csv", "timestamp,value\n" + time + ",1\n");

    Cli cli = detect(input);

    assertThat(cli.status()).isEqualTo(1);
    assertThat(cli.err())
        .contains("timestamp: " + time + " (expected: ")
        .contains("seconds or milliseconds since 1970")
        .contains(input + ":2");
    assertThat(out()).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({
    "1700000000, 1700000060000, seconds since 1970",
    "1700000000000, 1700000060, milliseconds since 1970",
    "20260901000000, 1700000060, 14 digits",
    "2026-09-01 00:00:00, 1700000060, ISO 8601"
  })
  void aColumnHasTheFormOfItsFirstTime(String first, String second, String form)
      throws IOException {
    Path input = write("in.csv", "time,value\n" + first + ",1\n" + second + ",2\n");

    Cli cli = detect(input);

    assertThat(cli.status()).isEqualTo(1);
    assertThat(cli.err())
        .contains("timestamp: " + second + " (expected: " + form)
        .contains("as in the first row), " + input + ":3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"timestamp,time,value", "value,time,value", "time,Time,value"})
  void twoColumnsThatMayBeMeantAreAnErrorNotAChoice(String header) throws IOException {
    Path input = write("in.csv", header + "\n1700000000,1700000001,3\n");

    Cli cli = detect(input);

    assertThat(cli.status()).isEqualTo(1);
    assertThat(cli.err()).contains("columns: ").contains("(expected: one named ").contains(":1");
  }

  @Test
  @Timeout(value = 20, unit = TimeUnit.SECONDS)
  void aCellOfAHundredThousandDigitsIsRefusedAtOnce() throws IOException {
    Path input = write("in.csv", "timestamp,value\n1700000000," + "9".repeat(120_000) + "x\n");

    Cli cli = detect(input);

    assertThat(cli.status()).isEqualTo(1);
    assertThat(cli.err())
        .contains("120001 characters (expected: at most 400), " + input + ":2")
        .hasSizeLessThan(1_000);
  }

  @Test
  void manyRowsNeedNoMoreMemoryThanFew() throws IOException, InterruptedException {
    Path input = dir.resolve("in.csv");
    Random random = new Random(SEED);
    try (BufferedWriter rows = Files.newBufferedWriter(input)) {
      for (int i = 0; i < MANY; i++) {
        rows.write((1_700_000_000L + 60L * i) + "," + random.nextInt(1_000) + "\n");
      }
    }
    Path said = dir.resolve("said.txt");

    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx32m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Watchfire.class.getName(),
                "detect",
                "--detector",
                "ewma",
                "--input",
                input.toString(),
                "--output",
                out().toString())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();

    try {
      assertThat(process.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).as(Files.readString(said)).isZero();
    try (var lines = Files.lines(out())) {
      assertThat(lines.count()).isEqualTo(MANY + 1);
    }
  }

  private Cli detect(Path input) {
    return Cli.run("detect", "--input", input.toString(), "--output", out().toString());
  }

  private Path out() {
    return dir.resolve("out.csv");
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(dir.resolve(name), text);
  }
}
