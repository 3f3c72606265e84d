/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.benchmarks.forecast;

/** Something that says, value by value, whether a gauge is worth an alert. */
interface Rule {
  /** Takes the value of the next step and says whether there is an alert. */
  boolean next(long time, double value);
}
