/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.runtime.config;

/** A value in a YAML document and where it stands. */
public sealed interface YamlNode permits YamlMap, YamlList, YamlScalar {

  /** The file, or whatever else the text came from, as people know it. */
  String source();

  /** Counted from 1; 0 where there is no line. */
  int line();
}
