/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone.detect;

import java.util.List;

/**
 * A recorded series.
 *
 * @param name of the file
 * @param rows in order of time; rows of the same time in the order of the file
 * @param notes what was odd about the file, in sentences for the user
 */
public record Series(String name, List<Row> rows, List<String> notes) {
  private static final int GAPS = 50;

  /** Checks that there is a row, and copies the lists. */
  public Series {
    if (rows.isEmpty()) {
      throw new InputProblem(name + ": no row with a value (expected: rows of timestamp,value)");
    }
    rows = List.copyOf(rows);
    notes = List.copyOf(notes);
  }

  /**
   * The usual time from row to row, in milliseconds: the median of the first rows', so that later
   * rows change nothing. A minute for a single row.
   */
  public long stepMillis() {
    long[] gapsMillis = new long[Math.min(GAPS, rows.size() - 1)];
    int count = 0;
    for (int i = 1; i < rows.size() && count < gapsMillis.length; i++) {
      long gapMillis = rows.get(i).time() - rows.get(i - 1).time();
      if (gapMillis > 0) {
        gapsMillis[count++] = gapMillis;
      }
    }
    if (count == 0) {
      return 60_000;
    }
    java.util.Arrays.sort(gapsMillis, 0, count);
    return gapsMillis[count / 2];
  }
}
