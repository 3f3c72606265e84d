/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.runtime.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A mapping, in the order of the document.
 *
 * @param entries the values by key
 * @param keyLines the line of each key, counted from 1
 */
public record YamlMap(
    String source, int line, Map<String, YamlNode> entries, Map<String, Integer> keyLines)
    implements YamlNode {

  public YamlMap {
    entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    keyLines = Map.copyOf(keyLines);
  }

  /** A mapping without entries: what an absent section reads as. */
  public static YamlMap empty(String source, int line) {
    return new YamlMap(source, line, Map.of(), Map.of());
  }
}
