/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone.cli;

import io.watchfire.runtime.config.Problems;
import io.watchfire.streams.spec.Warning;
import io.watchfire.streams.spec.defaults.DefaultRules;
import io.watchfire.streams.spec.yaml.RuleFiles;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code watchfire validate}. */
@Command(
    name = "validate",
    description = "Checks rules: every problem with its line. Exit status 1 if there is one.")
final class Validate implements Callable<Integer> {
  @Parameters(arity = "1..*", paramLabel = "PATH", description = "Files or directories with rules.")
  private List<Path> paths = new ArrayList<>();

  @Option(names = "--strict", description = "Warnings are problems too.")
  private boolean strict;

  @Spec private @Nullable CommandSpec spec;

  /** Created by the command line's parser. */
  Validate() {}

  @Override
  public Integer call() {
    PrintWriter out = Ports.spec(spec).commandLine().getOut();
    PrintWriter err = Ports.spec(spec).commandLine().getErr();
    Problems problems = new Problems();
    RuleFiles files = new RuleFiles(problems);
    boolean good = true;
    for (Path path : paths) {
      int known = problems.list().size();
      List<Path> found = files.list(path);
      problems.list().subList(known, problems.list().size()).forEach(err::println);
      for (Path file : found) {
        good &= check(file, files, problems, out, err);
      }
    }
    int known = problems.list().size();
    files.checkReferences(DefaultRules.NAMES);
    problems.list().subList(known, problems.list().size()).forEach(err::println);
    err.flush();
    out.flush();
    return good && problems.isEmpty() ? 0 : 1;
  }

  private boolean check(
      Path file, RuleFiles files, Problems problems, PrintWriter out, PrintWriter err) {
    int rules = files.rules().size();
    int known = problems.list().size();
    int warned = files.warnings().size();
    files.read(file);
    problems.list().subList(known, problems.list().size()).forEach(err::println);
    List<Warning> warnings = files.warnings().subList(warned, files.warnings().size());
    warnings.forEach(w -> err.println((strict ? "" : "warning: ") + w.problem()));
    if (problems.list().size() > known || (strict && !warnings.isEmpty())) {
      return false;
    }
    int count = files.rules().size() - rules;
    out.println(file + ": OK, " + count + (count == 1 ? " rule" : " rules"));
    return true;
  }
}
