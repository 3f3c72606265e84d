/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.targets.message;

import java.util.Locale;

/** How bad it is, in the few steps that every target has. */
public enum Severity {
  INFO("info"),
  WARNING("warning"),
  ERROR("error"),
  CRITICAL("critical");

  private final String text;

  Severity(String text) {
    this.text = text;
  }

  /** The name in PagerDuty's API. */
  public String text() {
    return text;
  }

  /** What teams call them; a name that nobody knows is no reason to sleep on. */
  public static Severity of(String label) {
    return switch (label.toLowerCase(Locale.ROOT)) {
      case "critical", "page", "fatal", "emergency", "disaster", "p1" -> CRITICAL;
      case "warning", "warn", "ticket", "minor", "medium", "p3" -> WARNING;
      case "info", "information", "notice", "low", "none", "p4", "p5" -> INFO;
      default -> ERROR;
    };
  }
}
