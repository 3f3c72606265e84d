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
import java.util.List;

/** Reads a series from a CSV file: columns {@code timestamp} and {@code value}, others ignored. */
public final class SeriesReader {
  private static final CsvFactory CSV =
      CsvFactory.builder()
          .enable(CsvParser.Feature.WRAP_AS_ARRAY)
          .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
          .build();

  private final TimeText times;

  /** Creates a reader that takes times without an offset for local times of the zone. */
  public SeriesReader(ZoneId zone) {
    times = new TimeText(zone);
  }

  /**
   * Reads a file in UTF-8.
   *
   * @throws InputProblem if it cannot be read, has no rows, or a time is none
   */
  public Series read(Path file) {
    RowCollector rows = new RowCollector(file.toString(), times);
    try (InputStream in = Files.newInputStream(file);
        JsonParser csv = CSV.createParser(in)) {
      List<String> cells = new ArrayList<>();
      int line = 0;
      for (JsonToken token = csv.nextToken(); token != null; token = csv.nextToken()) {
        if (token == JsonToken.VALUE_STRING) {
          line = cells.isEmpty() ? csv.currentTokenLocation().getLineNr() : line;
          cells.add(csv.getText());
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
    return rows.series();
  }
}
