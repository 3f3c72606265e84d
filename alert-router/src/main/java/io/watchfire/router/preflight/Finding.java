/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.preflight;

/**
 * What {@link Preflight} found.
 *
 * @param member the Alertmanager's URL, or its cluster's name where it is about all members
 * @param sentence what is wrong and what was expected
 */
public record Finding(Severity severity, String member, String sentence) {
  /** How much it hurts. */
  public enum Severity {
    /** Alerts do not arrive. */
    ERROR("error"),
    /** Alerts may be lost, repeated or not be what is expected. */
    WARNING("warning"),
    /** Good to know. */
    INFO("info");

    private final String text;

    Severity(String text) {
      this.text = text;
    }

    /** The name on the command line. */
    public String text() {
      return text;
    }
  }
}
