/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.slo;

/** How urgent an alert is. */
public enum Severity {
  /** Wakes somebody up. */
  PAGE("page"),
  /** Waits for working hours. */
  TICKET("ticket");

  private final String text;

  Severity(String text) {
    this.text = text;
  }

  /** The value of the label {@code severity}. */
  public String text() {
    return text;
  }
}
