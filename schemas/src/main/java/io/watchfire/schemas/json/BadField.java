/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.schemas.json;

/** A field is missing or not what it should be; the message has value, expectation and path. */
final class BadField extends Exception {
  BadField(String found, String expected, String path) {
    super(found + " (expected: " + expected + "), " + path);
  }
}
