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
  /** Checks that there is a row, and copies the lists. */
  public Series {
    if (rows.isEmpty()) {
      throw InputProblem.noRows(name);
    }
    rows = List.copyOf(rows);
    notes = List.copyOf(notes);
  }

  /**
   * The usual time from row to row, in milliseconds: the median of the first rows', so that later
   * rows change nothing. A minute for a single row.
   */
  public long stepMillis() {
    UsualStep step = new UsualStep();
    rows.forEach(row -> step.add(row.time()));
    return step.millis();
  }
}
