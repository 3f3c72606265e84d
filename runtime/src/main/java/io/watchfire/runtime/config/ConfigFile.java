/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.runtime.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The one YAML file that configures a process. */
public final class ConfigFile {
  /** Environment variables that override keys begin with this and an underscore. */
  public static final String ENVIRONMENT_PREFIX = "WATCHFIRE";

  private ConfigFile() {}

  /**
   * Loads the file; its keys can be overridden by the environment, {@code kafka.bootstrap} by
   * {@code WATCHFIRE_KAFKA_BOOTSTRAP}.
   *
   * @param file null to run on defaults and the environment alone
   * @param problems receives what is wrong, a missing file included
   */
  public static Section load(@Nullable Path file, Map<String, String> env, Problems problems) {
    YamlMap root = file == null ? YamlMap.empty("defaults", 0) : read(file, problems);
    return Section.of(root, problems, env, ENVIRONMENT_PREFIX);
  }

  private static YamlMap read(Path file, Problems problems) {
    String source = file.toString();
    try {
      List<YamlNode> documents = Yaml.parse(source, Files.readAllBytes(file), problems);
      if (documents.size() > 1) {
        problems.add(documents.get(1), "a second document (expected: one)");
      }
      if (!documents.isEmpty()) {
        return root(documents.getFirst(), problems);
      }
    } catch (IOException e) {
      problems.add(
          source, 0, "configuration file cannot be read (" + e.getClass().getSimpleName() + ")");
    }
    return YamlMap.empty(source, 0);
  }

  private static YamlMap root(YamlNode document, Problems problems) {
    if (document instanceof YamlMap map) {
      return map;
    }
    problems.add(document, Describe.node(document) + " (expected: a map of keys)");
    return YamlMap.empty(document.source(), document.line());
  }
}
