/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.runtime.config;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong, so that people see all of it at once. Not for concurrent use. */
public final class Problems {
  private final List<Problem> problems = new ArrayList<>();

  public void add(YamlNode where, String message) {
    add(where.source(), where.line(), message);
  }

  /**
   * @param line counted from 1; 0 where there is no line
   */
  public void add(String source, int line, String message) {
    problems.add(new Problem(source, line, message));
  }

  /** In the order in which they were found. */
  public List<Problem> list() {
    return List.copyOf(problems);
  }

  public boolean isEmpty() {
    return problems.isEmpty();
  }

  /**
   * @throws ConfigurationException with every problem, one per line, if there is any
   */
  public void throwIfAny() {
    if (!problems.isEmpty()) {
      throw new ConfigurationException(list());
    }
  }
}
