/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.oncall;

import java.time.Duration;

/**
 * How often a person is paged at most; what is more is held back and told together.
 *
 * @param pages from 1 to 1000
 * @param per the time in which they count, from 1 s to 1 d
 */
public record PageLimit(int pages, Duration per) {
  public static final int MAX_PAGES = 1000;

  /**
   * Checks.
   *
   * @throws IllegalArgumentException says which value is wrong and what was expected
   */
  public PageLimit {
    if (pages < 1 || pages > MAX_PAGES) {
      throw new IllegalArgumentException("pages: " + pages + " (expected: 1 to " + MAX_PAGES + ")");
    }
    Range.SECOND_TO_DAY.require("per", per);
  }
}
