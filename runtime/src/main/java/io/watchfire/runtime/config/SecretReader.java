/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.runtime.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads a secret from a value or a file. Problems never contain the value. */
final class SecretReader {
  private static final int MAX_BYTES = 64 << 10;

  private final Section section;

  SecretReader(Section section) {
    this.section = section;
  }

  /**
   * @param overridden whether the environment gives the value or the file, and so replaces both
   */
  @Nullable Secret read(String key, boolean overridden) {
    YamlScalar value = scalar(key, overridden);
    YamlScalar file = scalar(key + "File", overridden);
    if (value != null && file != null) {
      section.problem(
          key, section.at(key) + ": given together with " + key + "File (expected: one of them)");
    }
    if (value != null && value.text() != null) {
      return new Secret(value.text());
    }
    return file == null || file.text() == null ? null : readFile(key + "File", file.text());
  }

  private @Nullable YamlScalar scalar(String key, boolean overridden) {
    YamlScalar own = section.ownScalar(key, "text");
    return overridden ? section.override(key) : own;
  }

  private @Nullable Secret readFile(String key, String name) {
    try {
      Path path = Path.of(name);
      if (Files.size(path) > MAX_BYTES) {
        section.problem(
            key, section.at(key) + ": " + name + " (expected: at most " + MAX_BYTES + " bytes)");
        return null;
      }
      String text = Files.readString(path, StandardCharsets.UTF_8).replaceFirst("\\R\\z", "");
      if (!text.isEmpty()) {
        return new Secret(text);
      }
      section.problem(key, section.at(key) + ": " + name + " is empty (expected: a secret)");
    } catch (IOException | InvalidPathException e) {
      section.problem(key, section.at(key) + ": " + name + " (expected: a readable file)");
    }
    return null;
  }
}
