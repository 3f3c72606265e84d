/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone.detect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Scores a file of any size: read once to learn its usual step and whether it is in order, and once
 * to score it row by row. Only what is out of order, or can be read once only, is kept as a whole.
 */
public final class FileRun {
  private final SeriesReader reader;
  private final SeriesRun run;
  private final ScoreFile scores = new ScoreFile();

  /** Prepares to score. */
  public FileRun(SeriesReader reader, SeriesRun run) {
    this.reader = reader;
    this.run = run;
  }

  /**
   * Scores a file.
   *
   * @return the notes on it
   * @throws InputProblem if it cannot be read, has no rows, or a time is none
   */
  public List<String> run(Path input, Path output) throws IOException {
    if (Files.exists(input) && !Files.isRegularFile(input)) {
      return whole(input, output);
    }
    Survey survey = reader.survey(input);
    if (!survey.inOrder()) {
      return whole(input, output);
    }
    if (survey.rows() == 0) {
      throw InputProblem.noRows(input.toString());
    }
    SeriesRun.Scorer scorer = run.scorer(survey.stepMillis());
    scores.write(
        output, rows -> reader.read(input, row -> rows.accept(scorer.next(input.toString(), row))));
    return survey.notes();
  }

  private List<String> whole(Path input, Path output) throws IOException {
    Series series = reader.read(input);
    scores.write(output, run.run(series));
    return series.notes();
  }
}
