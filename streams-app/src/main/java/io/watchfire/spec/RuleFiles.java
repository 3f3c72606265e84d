/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.spec;

import io.watchfire.runtime.config.Problems;
import io.watchfire.runtime.config.Section;
import io.watchfire.runtime.config.Yaml;
import io.watchfire.runtime.config.YamlMap;
import io.watchfire.runtime.config.YamlNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reads rules from YAML files, and from directories of them. */
public final class RuleFiles {
  private static final String API_VERSION = "watchfire/v1";

  private final Problems problems;
  private final List<Warning> warnings = new ArrayList<>();
  private final List<SloSpec> slos = new ArrayList<>();
  private final Map<String, String> firstOfName = new HashMap<>();

  /** Reports to these problems. */
  public RuleFiles(Problems problems) {
    this.problems = problems;
  }

  /** Reads a file, or every {@code .yaml} and {@code .yml} file below a directory. */
  public void read(Path path) {
    list(path).forEach(this::readFile);
  }

  /** The files that {@link #read(Path)} reads, in its order. */
  public List<Path> list(Path path) {
    if (!Files.exists(path)) {
      problems.add(path.toString(), 0, "rules: no such file or directory");
      return List.of();
    }
    try (Stream<Path> files = Files.walk(path)) {
      return files
          .filter(file -> Files.isRegularFile(file) && (file.equals(path) || isYaml(file)))
          .sorted()
          .toList();
    } catch (IOException e) {
      problems.add(path.toString(), 0, "rules: cannot be read: " + e.getMessage());
      return List.of();
    }
  }

  /** Reads documents from a text. */
  public void read(String source, byte[] text) {
    for (YamlNode node : Yaml.parse(source, text, problems)) {
      if (node instanceof YamlMap map) {
        readDocument(source, map);
      } else {
        problems.add(node, "rule (expected: a map with apiVersion, kind, metadata and spec)");
      }
    }
  }

  /** The rules without problems. */
  public Rules rules() {
    return new Rules(slos);
  }

  /** What is probably not meant. */
  public List<Warning> warnings() {
    return List.copyOf(warnings);
  }

  private static boolean isYaml(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(".yaml") || name.endsWith(".yml");
  }

  private void readFile(Path file) {
    try {
      read(file.toString(), Files.readAllBytes(file));
    } catch (IOException e) {
      problems.add(file.toString(), 0, "cannot be read: " + e.getMessage());
    }
  }

  private void readDocument(String source, YamlMap map) {
    Section document = Section.of(map, problems);
    String version = document.requiredString("apiVersion");
    if (!version.isEmpty() && !version.equals(API_VERSION)) {
      document.problem("apiVersion", "apiVersion: " + version + " (expected: " + API_VERSION + ")");
    }
    String kind = document.requiredString("kind");
    if (!kind.equals("SLO")) {
      if (!kind.isEmpty()) {
        document.problem("kind", "kind: " + kind + " (expected: SLO)");
      }
      return;
    }
    SloSpec rule = new SloReader(source, document, problems, warnings).read();
    if (rule != null && isFirst(source, document, rule)) {
      slos.add(rule);
    }
  }

  private boolean isFirst(String source, Section document, SloSpec rule) {
    String here = source + ":" + document.line();
    String first = firstOfName.putIfAbsent(rule.name(), here);
    if (first != null) {
      document.problem(
          "metadata", "name: " + rule.name() + " (expected: unique; also at " + first + ")");
    }
    return first == null;
  }
}
