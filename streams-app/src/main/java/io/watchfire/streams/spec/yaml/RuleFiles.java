/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.spec.yaml;

import io.watchfire.runtime.config.Problems;
import io.watchfire.runtime.config.Section;
import io.watchfire.runtime.config.Yaml;
import io.watchfire.runtime.config.YamlMap;
import io.watchfire.runtime.config.YamlNode;
import io.watchfire.streams.spec.AbsenceSpec;
import io.watchfire.streams.spec.AnomalySpec;
import io.watchfire.streams.spec.ForecastSpec;
import io.watchfire.streams.spec.Rules;
import io.watchfire.streams.spec.SeriesSpec;
import io.watchfire.streams.spec.SloSpec;
import io.watchfire.streams.spec.ThresholdSpec;
import io.watchfire.streams.spec.Warning;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Reads rules from YAML files, and from directories of them. */
public final class RuleFiles {
  private static final String API_VERSION = "watchfire/v1";

  private final Problems problems;
  private final List<Warning> warnings = new ArrayList<>();
  private final List<SloSpec> slos = new ArrayList<>();
  private final List<AnomalySpec> anomalies = new ArrayList<>();
  private final List<ForecastSpec> forecasts = new ArrayList<>();
  private final List<ThresholdSpec> thresholds = new ArrayList<>();
  private final List<AbsenceSpec> absences = new ArrayList<>();
  private final List<Reference> references = new ArrayList<>();
  private final Map<String, String> firstOfName = new HashMap<>();

  /** Reports to these problems. */
  public RuleFiles(Problems problems) {
    this.problems = problems;
  }

  /**
   * Reads a file, or every {@code .yaml} and {@code .yml} file below a directory. A path without a
   * rule is a problem: whoever names one means rules, and budgets of rules that are gone are not
   * kept.
   */
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
      List<Path> found =
          files
              .filter(file -> Files.isRegularFile(file) && (file.equals(path) || isYaml(file)))
              .sorted()
              .toList();
      if (found.isEmpty()) {
        String message = "rules: no .yaml or .yml file (expected: at least one, or no such path)";
        problems.add(path.toString(), 0, message);
      }
      return found;
    } catch (IOException | UncheckedIOException e) {
      problems.add(path.toString(), 0, "rules: cannot be read: " + e.getMessage());
      return List.of();
    }
  }

  /** Reads documents from a text; returns how many there are. */
  public int read(String source, byte[] text) {
    List<YamlNode> nodes = Yaml.parse(source, text, problems);
    for (YamlNode node : nodes) {
      if (node instanceof YamlMap map) {
        readDocument(source, map);
      } else {
        problems.add(node, "rule (expected: a map with apiVersion, kind, metadata and spec)");
      }
    }
    return nodes.size();
  }

  /**
   * Checks that every objective that a rule judges is there; to be called after the last file.
   *
   * @param defaults names of objectives that come without a file
   */
  public void checkReferences(List<String> defaults) {
    Set<String> known = new HashSet<>(defaults);
    slos.forEach(slo -> known.add(slo.name()));
    for (Reference reference : references) {
      if (!known.contains(reference.slo())) {
        reference
            .spec()
            .problem(
                reference.key(),
                reference.key()
                    + ": "
                    + reference.slo()
                    + " (expected: the name of an objective, of "
                    + new TreeSet<>(known)
                    + ")");
      }
    }
  }

  /** The rules without problems. */
  public Rules rules() {
    return new Rules(slos, anomalies, forecasts, thresholds, absences);
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
    int before = problems.list().size();
    try {
      byte[] text = Files.readAllBytes(file);
      if (read(file.toString(), text) == 0 && isWhole(before)) {
        problems.add(file.toString(), 1, "rules: none (expected: at least one, or no such file)");
      }
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
    int before = problems.list().size();
    String kind = document.requiredString("kind");
    switch (kind) {
      case "SLO" -> {
        SloSpec rule = new SloReader(source, document, problems, warnings).read();
        if (rule != null && isFirst(source, document, rule.name())) {
          slos.add(rule);
        }
      }
      case "AnomalyRule" -> {
        AnomalySpec rule = new AnomalyReader(document).read();
        document.refuseUnknown();
        if (isFirst(source, document, rule.head().name()) && isWhole(before)) {
          anomalies.add(rule);
          refer(document, "slo", rule.series());
        }
      }
      case "ForecastRule" -> {
        ForecastSpec rule = new ForecastReader(document).read();
        document.refuseUnknown();
        if (isFirst(source, document, rule.head().name()) && isWhole(before)) {
          forecasts.add(rule);
          refer(document, rule);
        }
      }
      case "ThresholdRule" -> {
        ThresholdSpec rule = new ThresholdReader(document).read();
        document.refuseUnknown();
        if (isFirst(source, document, rule.head().name()) && isWhole(before)) {
          thresholds.add(rule);
          refer(document, "slo", rule.series());
        }
      }
      case "AbsenceRule" -> {
        AbsenceSpec rule = new AbsenceReader(document).read();
        document.refuseUnknown();
        if (isFirst(source, document, rule.head().name()) && isWhole(before)) {
          absences.add(rule);
          refer(document, "slo", rule.series());
        }
      }
      case "" -> {}
      default ->
          document.problem(
              "kind",
              "kind: "
                  + kind
                  + " (expected: SLO, AnomalyRule, ForecastRule, ThresholdRule or AbsenceRule)");
    }
  }

  private boolean isWhole(int problemsBefore) {
    return problems.list().size() == problemsBefore;
  }

  private void refer(Section document, ForecastSpec rule) {
    switch (rule) {
      case ForecastSpec.OfSeries of -> refer(document, "slo", of.series());
      case ForecastSpec.OfBudget of ->
          references.add(new Reference(document.section("spec"), "budget", of.slo()));
    }
  }

  private void refer(Section document, String key, SeriesSpec series) {
    if (series.own() == null) {
      references.add(new Reference(document.section("spec"), key, series.indicator()));
    }
  }

  /** A rule that judges an objective, by name. */
  private record Reference(Section spec, String key, String slo) {}

  private boolean isFirst(String source, Section document, String name) {
    String here = source + ":" + document.line();
    String first = firstOfName.putIfAbsent(name, here);
    if (first != null) {
      document.problem("metadata", "name: " + name + " (expected: unique; also at " + first + ")");
    }
    return first == null;
  }
}
