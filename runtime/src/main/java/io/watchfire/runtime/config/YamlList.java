/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.runtime.config;

import java.util.List;

/** A sequence. */
public record YamlList(String source, int line, List<YamlNode> items) implements YamlNode {

  public YamlList {
    items = List.copyOf(items);
  }
}
