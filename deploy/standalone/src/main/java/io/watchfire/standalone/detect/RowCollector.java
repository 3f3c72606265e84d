/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns cells into rows, one by one, and counts what is odd. */
final class RowCollector {
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(\\d++\\.?\\d*+|\\.\\d++)([eE][-+]?\\d++)?");

  /** No number and no time that anybody writes is longer. */
  private static final int LONGEST_CELL = 400;

  private static final int SHOWN = 40;

  private final String file;
  private final TimeText times;
  private final Consumer<Row> rows;
  private TimeText.@Nullable Form form;
  private boolean begun;
  private boolean any;
  private int timeColumn;
  private int valueColumn = 1;
  private int empty;
  private int wrong;
  private String firstWrong = "";
  private int disordered;
  private int repeated;
  private long lastMillis;

  /**
   * @param rows is given the rows with a value, in the order of the file
   */
  RowCollector(String file, TimeText times, Consumer<Row> rows) {
    this.file = file;
    this.times = times;
    this.rows = rows;
  }

  void add(List<String> cells, int line) {
    if (!begun) {
      begun = true;
      if (header(cells, line)) {
        return;
      }
    }
    String timeText = cell(cells, timeColumn, "timestamp", line);
    long time = millis(timeText, line);
    String valueText = cell(cells, valueColumn, "value", line);
    if (valueText.isBlank()) {
      empty++;
      return;
    }
    double value = number(valueText.strip());
    if (Double.isNaN(value)) {
      firstWrong = wrong++ == 0 ? valueText + ", line " + line : firstWrong;
    }
    disordered += any && time < lastMillis ? 1 : 0;
    repeated += any && time == lastMillis ? 1 : 0;
    any = true;
    lastMillis = time;
    rows.accept(new Row(time, timeText, valueText, value));
  }

  /**
   * The first row tells what the column's times look like; others that look otherwise are wrong.
   */
  private long millis(String text, int line) {
    TimeText.Form column = form == null ? times.form(text) : form;
    boolean guess = form == null && column != TimeText.Form.ISO && TimeText.ambiguous(text);
    OptionalLong time = guess ? OptionalLong.empty() : times.millis(text, column);
    if (time.isEmpty()) {
      boolean other = form != null && times.millis(text).isPresent();
      String expected =
          guess
              ? TimeText.EXPECTED + "; whether this is a number or a date is not guessed"
              : other ? column.text() + ", as in the first row" : expected();
      throw new InputProblem(
          "timestamp: " + text + " (expected: " + expected + "), " + file + ":" + line);
    }
    form = column;
    return time.getAsLong();
  }

  private boolean header(List<String> cells, int line) {
    List<String> names = cells.stream().map(c -> c.strip().toLowerCase(Locale.ROOT)).toList();
    List<String> times = names.stream().filter(RowCollector::isTime).toList();
    List<String> values = names.stream().filter("value"::equals).toList();
    if (times.isEmpty() || values.isEmpty()) {
      return false;
    }
    requireOne(times, "timestamp or time", line);
    requireOne(values, "value", line);
    timeColumn = names.indexOf(times.getFirst());
    valueColumn = names.indexOf("value");
    return true;
  }

  private static boolean isTime(String name) {
    return name.equals("timestamp") || name.equals("time");
  }

  private void requireOne(List<String> found, String expected, int line) {
    if (found.size() > 1) {
      throw new InputProblem(
          "columns: "
              + String.join(", ", found)
              + " (expected: one named "
              + expected
              + "), "
              + file
              + ":"
              + line);
    }
  }

  private String expected() {
    String header = form == null ? "a header with timestamp and value, or " : "";
    return header + TimeText.EXPECTED;
  }

  private String cell(List<String> cells, int column, String name, int line) {
    String cell = column < cells.size() ? cells.get(column) : "";
    if (cell.length() > LONGEST_CELL) {
      throw new InputProblem(
          name
              + ": "
              + cell.substring(0, SHOWN)
              + "..., "
              + cell.length()
              + " characters (expected: at most "
              + LONGEST_CELL
              + "), "
              + file
              + ":"
              + line);
    }
    return cell;
  }

  private static double number(String text) {
    if (!NUMBER.matcher(text).matches()) {
      return Double.NaN;
    }
    double number = Double.parseDouble(text);
    return Double.isFinite(number) ? number : Double.NaN;
  }

  /** Whether no row was earlier than the one before it. */
  boolean inOrder() {
    return disordered == 0;
  }

  /**
   * What was odd, in sentences for the user.
   *
   * @param sameTime how many rows have the time of another
   */
  List<String> notes(int sameTime) {
    List<String> notes = new ArrayList<>();
    note(notes, disordered, "out of order: put in order");
    note(notes, sameTime, "with the time of another: the first one counts");
    note(notes, empty, "without a value: left out");
    note(notes, wrong, "whose value is no number (first: " + firstWrong + "): score 0");
    return notes;
  }

  /** The same of rows in order, of which neighbours have the same time. */
  List<String> notes() {
    return notes(repeated);
  }

  private void note(List<String> notes, int count, String what) {
    if (count > 0) {
      notes.add(file + ": " + count + (count == 1 ? " row " : " rows ") + what);
    }
  }
}
