/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.benchmarks.anomaly;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.watchfire.standalone.detect.SeriesReader;
import io.watchfire.standalone.detect.SeriesRun;
import io.watchfire.standalone.detect.TreeRun;
import io.watchfire.streams.anomaly.DetectorType;
import io.watchfire.streams.spec.FalseAlerts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Runs what {@code watchfire detect} runs over files, and reads back what it wrote. */
final class Recorded {
  private static final ObjectReader CSV =
      new CsvMapper()
          .readerFor(new TypeReference<Map<String, String>>() {})
          .with(CsvSchema.emptySchema().withHeader());

  private Recorded() {}

  /** Scores every file below the input at default settings. */
  static void detect(DetectorType type, Path input, Path output, UnaryOperator<Path> name) {
    SeriesRun run =
        new SeriesRun(type::create, FalseAlerts.parse(FalseAlerts.DEFAULT), ZoneOffset.UTC);
    TreeRun tree =
        new TreeRun(
            new SeriesReader(ZoneOffset.UTC), run, Runtime.getRuntime().availableProcessors());
    try {
      List<String> problems = tree.run(input, output, TreeRun.files(input), name, notes -> {});
      if (!problems.isEmpty()) {
        throw new IllegalStateException(String.join("\n", problems));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while scoring " + input, e);
    }
  }

  /** What a file of scores says of a labelled series. */
  static ScoredSeries scored(LabelledSeries series, Path file) {
    double[] scores = new double[series.rows()];
    boolean[] starts = new boolean[series.rows()];
    int row = 0;
    try (MappingIterator<Map<String, String>> rows =
        CSV.readValues(Files.newBufferedReader(file))) {
      for (; rows.hasNext(); row++) {
        Map<String, String> cells = rows.next();
        scores[row] = Double.parseDouble(cells.getOrDefault("anomaly_score", ""));
        starts[row] = "1".equals(cells.get("anomaly"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (row != scores.length) {
      throw new IllegalStateException(
          file + ": " + row + " rows (expected: " + scores.length + ", as the series has)");
    }
    return new ScoredSeries(series, scores, starts);
  }
}
