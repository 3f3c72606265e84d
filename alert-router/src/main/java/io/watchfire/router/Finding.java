/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router;

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
    ERROR,
    /** Alerts may be lost, repeated or not be what is expected. */
    WARNING,
    /** Good to know. */
    INFO
  }
}
