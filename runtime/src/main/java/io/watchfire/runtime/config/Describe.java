/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.runtime.config;

import org.jspecify.annotations.Nullable;

/** Says what a node is, for problems. */
final class Describe {
  private Describe() {}

  static String node(@Nullable YamlNode node) {
    return switch (node) {
      case null -> "nothing";
      case YamlMap map -> "a map";
      case YamlList list -> "a list";
      case YamlScalar scalar -> scalar.text() == null ? "nothing" : scalar.text();
    };
  }
}
