/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.spec;

import io.watchfire.runtime.config.Problem;
import java.util.List;

/**
 * Something in a rule that is probably not meant, though it can be run; refused under {@code
 * --strict}.
 *
 * @param problem what and where
 */
public record Warning(Problem problem) {
  /** The warnings, a line each. */
  public static String lines(List<Warning> warnings) {
    return String.join("\n", warnings.stream().map(w -> w.problem().toString()).toList());
  }
}
