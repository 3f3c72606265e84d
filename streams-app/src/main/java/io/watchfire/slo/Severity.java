/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.slo;

import java.util.Locale;

/** How urgent an alert is. */
public enum Severity {
  /** Wakes somebody up. */
  PAGE,
  /** Waits for working hours. */
  TICKET;

  /** The value of the label {@code severity}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
