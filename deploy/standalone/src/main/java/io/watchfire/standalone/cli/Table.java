/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Rows under headings, as wide as they need to be. */
final class Table {
  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();

  Table(String... headings) {
    rows.add(List.of(headings));
  }

  void row(String... cells) {
    rows.add(List.of(cells));
  }

  /** The lines, headings first. An empty cell is shown as {@code -}. */
  List<String> lines() {
    int[] widths = new int[rows.getFirst().size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], shown(row.get(i)).length());
      }
    }
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        String cell = shown(Objects.requireNonNull(row.get(i)));
        line.append(i == 0 ? "" : GAP).append(cell).repeat(" ", widths[i] - cell.length());
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }

  private static String shown(String cell) {
    return cell.isEmpty() ? "-" : cell;
  }
}
