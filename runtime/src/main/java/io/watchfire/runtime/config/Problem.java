/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.runtime.config;

/**
 * Something wrong in a document.
 *
 * @param source the file, or whatever else the text came from
 * @param line counted from 1; 0 where there is no line
 * @param message the value and what was expected
 */
public record Problem(String source, int line, String message) {

  /** {@code message, source:line}. */
  @Override
  public String toString() {
    return message + ", " + source + (line > 0 ? ":" + line : "");
  }
}
