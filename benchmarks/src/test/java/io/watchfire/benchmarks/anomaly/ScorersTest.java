/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.benchmarks.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.watchfire.streams.anomaly.DetectorType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our scorers and the independent ones say the same of the same files. */
class ScorersTest {
  private static final Path SHARED = Path.of("../../shared");
  private static final DetectorType TYPE = DetectorType.EWMA;
  private static final int DEADLINE_SECONDS = 120;

  @TempDir Path dir;

  @BeforeEach
  void needsTheRecordedDataAndPython() throws IOException, InterruptedException {
    assumeTrue(Files.isDirectory(SHARED.resolve("data")), "no recorded data in ../shared/data");
    assumeTrue(run("python3", "--version") != null, "no python3 on the PATH");
  }

  @Test
  void theScoreOfTheAnomalyBenchmarkIsThatOfTheIndependentScorer()
      throws IOException, InterruptedException {
    Path nab = SHARED.resolve("data/nab");
    List<ScoredSeries> files = NabBenchmark.score(TYPE, nab, dir);

    String said =
        run(
            "python3",
            SHARED.resolve("tools/nabscore.py").toString(),
            "--nab",
            nab.toString(),
            dir.resolve(TYPE.text()).toString());

    NabScore score = NabScore.of(files);
    NabScore.Result standard = score.best(NabScore.Profile.STANDARD);
    NabCounts counts = NabCounts.of(files, standard.threshold());
    assertThat(said).isNotNull();
    assertThat(said.lines().toList().getLast().strip().split("\\s+"))
        .startsWith(
            TYPE.text(),
            String.format(Locale.ROOT, "%.2f", standard.score()),
            String.format(
                Locale.ROOT, "%.2f", score.best(NabScore.Profile.LOW_FALSE_ALERTS).score()),
            String.format(Locale.ROOT, "%.2f", score.best(NabScore.Profile.LOW_MISSES).score()),
            String.format(Locale.ROOT, "%.6f", standard.threshold()),
            counts.hit() + "/" + counts.windows(),
            String.valueOf(counts.falseRows()));
  }

  @Test
  void stretchesAndFalseAlertsAreCountedAsByTheIndependentScorer()
      throws IOException, InterruptedException {
    Path cloud = SHARED.resolve("data/cloud-monitoring");
    StretchScore sum = StretchBenchmark.sum(StretchBenchmark.score(TYPE, cloud, dir));

    String said =
        run(
            "python3",
            SHARED.resolve("tools/stretchscore.py").toString(),
            cloud.toString(),
            dir.resolve(TYPE.text()).toString());

    assertThat(said)
        .isEqualToNormalizingWhitespace(
            String.format(
                Locale.ROOT,
                "%d/%d = %.0f%% of stretches, %d false = %.2f per 1000 rows, precision %.2f",
                sum.hit(),
                sum.incidents(),
                sum.recall(),
                sum.falseAlerts(),
                sum.falsePerThousand(),
                StretchBenchmark.precision(sum)));
  }

  /** What the command printed; null if there is no such command. */
  private String run(String... command) throws IOException, InterruptedException {
    Path output = dir.resolve("output.txt");
    Process process;
    try {
      process =
          new ProcessBuilder(new ArrayList<>(List.of(command)))
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
    } catch (IOException e) {
      return null;
    }
    assertThat(process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
    String text = Files.readString(output, StandardCharsets.UTF_8);
    assertThat(process.exitValue()).as(text).isZero();
    return text;
  }
}
