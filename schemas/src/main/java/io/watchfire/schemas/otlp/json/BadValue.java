/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.schemas.otlp.json;

/** A JSON value is not what its field takes; the caller knows where it stands. */
final class BadValue extends Exception {
  private final String found;
  private final String expected;

  BadValue(String found, String expected) {
    super(found + " (expected: " + expected + ")");
    this.found = found;
    this.expected = expected;
  }

  String found() {
    return found;
  }

  String expected() {
    return expected;
  }
}
