/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.alerting;

/** What becomes of a firing alert whose data stopped. */
public enum NoDataPolicy {
  /** It goes on firing for as long as its long window, then resolves. */
  HOLD("hold"),
  /** It resolves at once. */
  RESOLVE("resolve"),
  /** It fires until data comes back. */
  KEEP("keep");

  private final String text;

  NoDataPolicy(String text) {
    this.text = text;
  }

  /** The name in configuration. */
  public String text() {
    return text;
  }
}
