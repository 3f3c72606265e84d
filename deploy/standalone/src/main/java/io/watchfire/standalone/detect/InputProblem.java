/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone.detect;

/** Why a file cannot be scored: the value, what was expected, and where it stands. */
public final class InputProblem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  InputProblem(String message) {
    super(message);
  }

  static InputProblem noRows(String file) {
    return new InputProblem(file + ": no row with a value (expected: rows of timestamp,value)");
  }
}
