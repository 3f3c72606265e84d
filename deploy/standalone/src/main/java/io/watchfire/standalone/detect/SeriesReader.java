/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone.detect;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/** Reads a series from a CSV file: columns {@code timestamp} and {@code value}, others ignored. */
public final class SeriesReader {
  private static final CsvFactory CSV =
      CsvFactory.builder()
          .enable(CsvParser.Feature.WRAP_AS_ARRAY)
          .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
          .build();

  /** Further columns are not looked at. */
  private static final int MOST_COLUMNS = 1_000;

  /** So many rows can be kept at once. */
  private static final int MOST_ROWS = 1_000_000;

  private final TimeText times;

  /** Creates a reader that takes times without an offset for local times of the zone. */
  public SeriesReader(ZoneId zone) {
    times = new TimeText(zone);
  }

  /**
   * Reads a file in UTF-8, all of it.
   *
   * @throws InputProblem if it cannot be read, has no rows or too many, or a time is none
   */
  public Series read(Path file) {
    List<Row> rows = new ArrayList<>();
    RowCollector collector =
        read(
            file,
            row -> {
              if (rows.size() == MOST_ROWS) {
                throw new InputProblem(
                    file
                        + ": more than "
                        + MOST_ROWS
                        + " rows (expected: no more, where they are out of order, drawn, or read"
                        + " from a pipe)");
              }
              rows.add(row);
            });
    if (!collector.inOrder()) {
      rows.sort(Comparator.comparingLong(Row::time));
    }
    int sameTime = 0;
    for (int i = 1; i < rows.size(); i++) {
      sameTime += rows.get(i).time() == rows.get(i - 1).time() ? 1 : 0;
    }
    return new Series(file.toString(), rows, collector.notes(sameTime));
  }

  /** Reads all of a file and keeps nothing of it but what it is like. */
  Survey survey(Path file) {
    UsualStep step = new UsualStep();
    long[] rows = new long[1];
    RowCollector collector =
        read(
            file,
            row -> {
              step.add(row.time());
              rows[0]++;
            });
    return new Survey(rows[0], step.millis(), collector.inOrder(), collector.notes());
  }

  /** Gives the rows of a file as it is read, in its order. */
  RowCollector read(Path file, Consumer<Row> into) {
    RowCollector rows = new RowCollector(file.toString(), times, into);
    try (InputStream in = Files.newInputStream(file);
        JsonParser csv = CSV.createParser(in)) {
      List<String> cells = new ArrayList<>();
      int line = 0;
      for (JsonToken token = csv.nextToken(); token != null; token = csv.nextToken()) {
        if (token == JsonToken.VALUE_STRING) {
          line = cells.isEmpty() ? csv.currentTokenLocation().getLineNr() : line;
          if (cells.size() < MOST_COLUMNS) {
            cells.add(csv.getText());
          }
        } else if (token == JsonToken.END_ARRAY && !cells.isEmpty()) {
          rows.add(cells, line);
          cells.clear();
        }
      }
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      String where = at == null ? file.toString() : file + ":" + at.getLineNr();
      throw new InputProblem(e.getOriginalMessage() + " (expected: CSV), " + where);
    } catch (NoSuchFileException e) {
      throw new InputProblem(file + " (expected: a file or directory)");
    } catch (IOException e) {
      throw new InputProblem(file + ": " + e.getMessage() + " (expected: a readable file)");
    }
    return rows;
  }
}
