/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone.detect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Turns cells into rows, counts what is odd, and puts rows in order of time. */
final class RowCollector {
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?");

  private final String file;
  private final TimeText times;
  private final List<Row> rows = new ArrayList<>();
  private boolean begun;
  private int timeColumn;
  private int valueColumn = 1;
  private int empty;
  private int wrong;
  private String firstWrong = "";
  private int disordered;

  RowCollector(String file, TimeText times) {
    this.file = file;
    this.times = times;
  }

  void add(List<String> cells, int line) {
    if (!begun) {
      begun = true;
      if (header(cells)) {
        return;
      }
    }
    String timeText = cell(cells, timeColumn);
    OptionalLong time = times.millis(timeText);
    if (time.isEmpty()) {
      throw new InputProblem(
          "timestamp: " + timeText + " (expected: " + expected() + "), " + file + ":" + line);
    }
    String valueText = cell(cells, valueColumn);
    if (valueText.isBlank()) {
      empty++;
      return;
    }
    double value = number(valueText.strip());
    if (Double.isNaN(value)) {
      firstWrong = wrong++ == 0 ? valueText + ", line " + line : firstWrong;
    }
    disordered += !rows.isEmpty() && time.getAsLong() < rows.getLast().time() ? 1 : 0;
    rows.add(new Row(time.getAsLong(), timeText, valueText, value));
  }

  private boolean header(List<String> cells) {
    List<String> names = cells.stream().map(c -> c.strip().toLowerCase(Locale.ROOT)).toList();
    int time = Math.max(names.indexOf("timestamp"), names.indexOf("time"));
    int value = names.indexOf("value");
    if (time < 0 || value < 0) {
      return false;
    }
    timeColumn = time;
    valueColumn = value;
    return true;
  }

  private String expected() {
    String header = rows.isEmpty() && empty == 0 ? "a header with timestamp and value, or " : "";
    return header + TimeText.EXPECTED;
  }

  private static String cell(List<String> cells, int column) {
    return column < cells.size() ? cells.get(column) : "";
  }

  private static double number(String text) {
    if (!NUMBER.matcher(text).matches()) {
      return Double.NaN;
    }
    double number = Double.parseDouble(text);
    return Double.isFinite(number) ? number : Double.NaN;
  }

  Series series() {
    if (disordered > 0) {
      rows.sort(Comparator.comparingLong(Row::time));
    }
    return new Series(file, rows, notes());
  }

  private List<String> notes() {
    int repeated = 0;
    for (int i = 1; i < rows.size(); i++) {
      repeated += rows.get(i).time() == rows.get(i - 1).time() ? 1 : 0;
    }
    List<String> notes = new ArrayList<>();
    note(notes, disordered, "out of order: put in order");
    note(notes, repeated, "with the time of another: the first one counts");
    note(notes, empty, "without a value: left out");
    note(notes, wrong, "whose value is no number (first: " + firstWrong + "): score 0");
    return notes;
  }

  private void note(List<String> notes, int count, String what) {
    if (count > 0) {
      notes.add(file + ": " + count + (count == 1 ? " row " : " rows ") + what);
    }
  }
}
