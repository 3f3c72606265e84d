/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone.cli;

import io.watchfire.standalone.detect.FileRun;
import io.watchfire.standalone.detect.InputProblem;
import io.watchfire.standalone.detect.Page;
import io.watchfire.standalone.detect.Place;
import io.watchfire.standalone.detect.ScoreFile;
import io.watchfire.standalone.detect.Scored;
import io.watchfire.standalone.detect.Series;
import io.watchfire.standalone.detect.SeriesReader;
import io.watchfire.standalone.detect.SeriesRun;
import io.watchfire.standalone.detect.TreeRun;
import io.watchfire.streams.anomaly.DetectorType;
import io.watchfire.streams.spec.FalseAlerts;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code watchfire detect}. */
@Command(
    name = "detect",
    description = {
      "Scores recorded series: CSV files with the columns timestamp and value.",
      "Every row is judged by the rows before it, as in a running system."
    })
final class Detect implements Callable<Integer> {
  @Option(
      names = "--input",
      required = true,
      paramLabel = "PATH",
      description = "A CSV file, or a directory: every .csv file below it.")
  private Path input = Path.of("");

  @Option(
      names = "--output",
      required = true,
      paramLabel = "PATH",
      description = "The CSV file to write; for a directory, where to write the same paths.")
  private Path output = Path.of("");

  @Option(
      names = "--detector",
      paramLabel = "NAME",
      completionCandidates = Names.class,
      description = "Which detector: ${COMPLETION-CANDIDATES} (default: the best all-rounder).")
  private @Nullable String detector;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Draws values, band, anomalies and a forecast of a single file, too.")
  private @Nullable Path html;

  @Option(
      names = "--zone",
      defaultValue = "UTC",
      description =
          "Time zone of times without an offset, in which days and weeks recur, such as"
              + " Europe/Berlin (default: ${DEFAULT-VALUE}).")
  private String zone = "";

  @Option(
      names = "--false-alerts",
      paramLabel = "RATE",
      defaultValue = FalseAlerts.DEFAULT,
      description =
          "How many false alerts a series may cost, such as \"1 per 2d\""
              + " (default: ${DEFAULT-VALUE}).")
  private String falseAlerts = "";

  @Spec private @Nullable CommandSpec spec;

  /** The detectors' names, for help and completion. */
  static final class Names implements Iterable<String> {
    /** Created by the command line's parser. */
    Names() {}

    @Override
    public Iterator<String> iterator() {
      return Arrays.stream(DetectorType.values()).map(DetectorType::text).iterator();
    }
  }

  /** Created by the command line's parser. */
  Detect() {}

  @Override
  public Integer call() throws InterruptedException {
    try {
      return detect();
    } catch (IOException e) {
      throw new CommandFailure(told(e));
    }
  }

  private static String told(IOException problem) {
    if (!(problem instanceof FileSystemException at)) {
      return String.valueOf(problem.getMessage());
    }
    // The message of a refused access is nothing but the path.
    String reason = at instanceof AccessDeniedException ? "permission denied" : at.getReason();
    return at.getFile()
        + ": "
        + (reason == null ? at.getClass().getSimpleName() : reason)
        + " (expected: a file that can be written)";
  }

  private int detect() throws IOException, InterruptedException {
    ZoneId in = zone();
    SeriesReader reader = new SeriesReader(in);
    SeriesRun run = new SeriesRun(type()::create, rate(), in);
    if (!Files.isDirectory(input)) {
      return file(reader, run);
    }
    if (html != null) {
      throw wrong("--html: " + html + " (expected: only with a single file as --input)");
    }
    if (Place.of(output).within(Place.of(input))) {
      throw wrong("--output: " + output + " (expected: a directory outside of --input)");
    }
    if (Files.exists(output) && !Files.isDirectory(output)) {
      throw wrong("--output: " + output + " (expected: a directory, as --input is one)");
    }
    return tree(reader, run);
  }

  private int file(SeriesReader reader, SeriesRun run) throws IOException {
    if (Files.isDirectory(output)) {
      throw wrong("--output: " + output + " (expected: a file, as --input is one)");
    }
    if (!Place.of(output).replaceable()) {
      throw wrong("--output: " + output + " (expected: a file; this is neither a file nor absent)");
    }
    requireAnother("--output", output, "--input", input);
    if (html != null) {
      requireAnother("--html", html, "--input", input);
      requireAnother("--html", html, "--output", output);
      requireWritable(html);
    }
    PrintWriter err = Ports.spec(spec).commandLine().getErr();
    try {
      List<String> notes =
          html == null ? new FileRun(reader, run).run(input, output) : drawn(reader, run, html);
      notes.forEach(err::println);
    } catch (InputProblem e) {
      throw new CommandFailure(String.valueOf(e.getMessage()));
    }
    err.flush();
    return 0;
  }

  /** A page shows all rows, so they are kept. */
  private List<String> drawn(SeriesReader reader, SeriesRun run, Path page) throws IOException {
    Series series = reader.read(input);
    List<Scored> scored = run.run(series);
    new ScoreFile().write(output, scored);
    new Page(String.valueOf(input.getFileName()), type().text(), zone())
        .write(page, series, scored);
    return series.notes();
  }

  private int tree(SeriesReader reader, SeriesRun run) throws IOException, InterruptedException {
    PrintWriter err = Ports.spec(spec).commandLine().getErr();
    List<Path> files = TreeRun.files(input);
    if (files.isEmpty()) {
      throw new CommandFailure("--input: " + input + " (expected: .csv files below it)");
    }
    requireOthers(files);
    TreeRun all = new TreeRun(reader, run, Runtime.getRuntime().availableProcessors());
    Progress progress = new Progress(files.size(), err);
    List<String> problems = all.run(input, output, files, file -> file, progress);
    problems.forEach(problem -> err.println("watchfire: " + problem));
    int good = files.size() - problems.size();
    err.println(good + " of " + files.size() + " files scored, in " + output);
    err.flush();
    return problems.isEmpty() ? 0 : 1;
  }

  private void requireAnother(String name, Path path, String otherName, Path other)
      throws IOException {
    if (Place.of(path).same(Place.of(other))) {
      throw wrong(name + ": " + path + " (expected: another file than " + otherName + ")");
    }
  }

  /** Tells before scores are written what would fail after it. */
  private static void requireWritable(Path page) throws IOException {
    if (Files.isDirectory(page)) {
      throw new CommandFailure("--html: " + page + " (expected: a file; this is a directory)");
    }
    Path at = Place.of(page).real();
    while (Files.notExists(at) && at.getParent() != null) {
      at = at.getParent();
    }
    if (Files.exists(at) && !Files.isWritable(at)) {
      throw new AccessDeniedException(page.toString());
    }
  }

  /** An output above the input, or with links into it, may hit files that are still to be read. */
  private void requireOthers(List<Path> files) {
    Set<Path> read = new HashSet<>();
    for (Path file : files) {
      read.add(real(input.resolve(file)));
    }
    for (Path file : files) {
      Path target = output.resolve(file);
      if (read.contains(real(target))) {
        throw wrong("--output: " + target + " (expected: no file below --input)");
      }
    }
  }

  private static Path real(Path path) {
    try {
      return Place.of(path).real();
    } catch (IOException e) {
      // Writing it fails for the same reason, and is a problem of that file alone.
      return path;
    }
  }

  private DetectorType type() {
    try {
      return detector == null ? DetectorType.DEFAULT : DetectorType.of(detector);
    } catch (IllegalArgumentException e) {
      throw wrong("--" + e.getMessage());
    }
  }

  private FalseAlerts rate() {
    try {
      return FalseAlerts.parse(falseAlerts);
    } catch (IllegalArgumentException e) {
      throw wrong("--false-alerts: " + e.getMessage());
    }
  }

  private ZoneId zone() {
    try {
      return ZoneId.of(zone);
    } catch (DateTimeException e) {
      throw wrong("--zone: " + zone + " (expected: a time zone such as Europe/Berlin or UTC)");
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(Ports.spec(spec).commandLine(), message);
  }
}
