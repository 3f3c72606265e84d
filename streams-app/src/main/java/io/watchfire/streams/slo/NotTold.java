/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.slo;

import java.util.List;

/**
 * The notice that no series of a measurement says how requests ended. Then no error is not the same
 * as no failure.
 */
public final class NotTold {
  private static final String BEGIN = "status: not told";

  private NotTold() {}

  /** The notice, with the labels of which one was expected. */
  public static String notice(List<String> labels) {
    return BEGIN + " (expected: one of the labels " + String.join(", ", labels) + ")";
  }

  /** Whether a notice is this one. */
  public static boolean is(String notice) {
    return notice.startsWith(BEGIN);
  }
}
