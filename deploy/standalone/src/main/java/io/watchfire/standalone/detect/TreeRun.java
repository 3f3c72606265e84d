/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone.detect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Scores every CSV file below a directory, some at a time; a bad one does not stop the others. */
public final class TreeRun {
  private static final String SUFFIX = ".csv";

  private final FileRun run;
  private final int threads;

  /**
   * Prepares to score.
   *
   * @param threads how many files at a time
   */
  public TreeRun(SeriesReader reader, SeriesRun run, int threads) {
    this.run = new FileRun(reader, run);
    this.threads = threads;
  }

  /** The CSV files below a directory, relative to it, in order of name. */
  public static List<Path> files(Path directory) {
    try (Stream<Path> found = Files.walk(directory)) {
      return found
          .filter(Files::isRegularFile)
          .filter(f -> f.toString().toLowerCase(Locale.ROOT).endsWith(SUFFIX))
          .map(directory::relativize)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new InputProblem(directory + ": " + e.getMessage() + " (expected: readable files)");
    }
  }

  /**
   * Scores files.
   *
   * @param files relative to the input
   * @param name the path below the output for one below the input
   * @param progress is told of every file that is done: the notes on it
   * @return the problems, in the order of the files
   */
  public List<String> run(
      Path input,
      Path output,
      List<Path> files,
      UnaryOperator<Path> name,
      Consumer<List<String>> progress)
      throws InterruptedException {
    List<Future<List<String>>> results = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      for (Path file : files) {
        Path target = output.resolve(name.apply(file));
        results.add(pool.submit(() -> run.run(input.resolve(file), target)));
      }
      for (int i = 0; i < files.size(); i++) {
        collect(input.resolve(files.get(i)), results.get(i), problems, progress);
      }
    }
    return problems;
  }

  private static void collect(
      Path file,
      Future<List<String>> result,
      List<String> problems,
      Consumer<List<String>> progress)
      throws InterruptedException {
    try {
      progress.accept(result.get());
    } catch (ExecutionException e) {
      // Whatever it is, even memory that one file exhausts, it is a problem of that file alone.
      Throwable cause = e.getCause() == null ? e : e.getCause();
      boolean told = cause instanceof InputProblem || cause instanceof IOException;
      problems.add(
          told
              ? String.valueOf(cause.getMessage())
              : file + ": " + cause + " (expected: a file that can be scored)");
      progress.accept(List.of());
    }
  }
}
