/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.app;

import io.watchfire.runtime.config.Problems;
import io.watchfire.streams.spec.Rules;
import io.watchfire.streams.spec.Warning;
import io.watchfire.streams.spec.defaults.DefaultRules;
import io.watchfire.streams.spec.yaml.RuleFiles;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What the files of a configuration say, with the rules that nobody has to write.
 *
 * @param rules of both
 * @param warnings what is probably not meant
 */
public record WrittenRules(Rules rules, List<Warning> warnings) {
  /** Copies the list. */
  public WrittenRules {
    warnings = List.copyOf(warnings);
  }

  /** Reads them; with any problem they are not whole and must not be used. */
  public static WrittenRules read(List<Path> paths, DefaultRules defaults, Problems problems) {
    RuleFiles files = new RuleFiles(problems);
    paths.forEach(files::read);
    Rules standard = defaults.rules();
    files.checkReferences(standard.names().toList());
    Rules all = files.rules().plus(standard);
    requireUnique(all, problems);
    return new WrittenRules(all, files.warnings());
  }

  private static void requireUnique(Rules rules, Problems problems) {
    Set<String> seen = new HashSet<>();
    rules
        .names()
        .filter(name -> !seen.add(name))
        .forEach(
            name ->
                problems.add(
                    "rules", 0, "name: " + name + " (expected: not a default rule's name)"));
  }
}
