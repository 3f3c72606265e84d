/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone.detect;

import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.watchfire.streams.anomaly.detector.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.function.Consumer;

/** Writes scores as CSV; other tools rely on its columns. */
public final class ScoreFile {
  private static final CsvSchema COLUMNS =
      CsvSchema.builder()
          .addColumn("timestamp")
          .addColumn("value")
          .addColumn("anomaly_score")
          .addColumn("anomaly")
          .addColumn("expected")
          .addColumn("lower")
          .addColumn("upper")
          .addColumn("reason")
          .build()
          .withHeader();
  private static final MathContext DIGITS = new MathContext(7);

  // Quotes only what needs them, so that the text of the input stays as it is.
  private final ObjectWriter csv =
      CsvMapper.builder()
          .enable(CsvGenerator.Feature.STRICT_CHECK_FOR_QUOTING)
          .build()
          .writer(COLUMNS);

  /** Rows that come one by one. */
  interface Rows {
    /** Gives all rows, in their order. */
    void to(Consumer<Scored> sink) throws IOException;
  }

  /** Writes a file whole or not at all, a link's target; directories above it are made. */
  public void write(Path file, List<Scored> rows) throws IOException {
    write(file, rows::forEach);
  }

  /** The same of rows that are not kept. */
  void write(Path file, Rows rows) throws IOException {
    Place place = Place.of(file);
    if (!place.replaceable()) {
      throw new IOException(file + " (expected: a file; this is neither a file nor absent)");
    }
    Path whole = place.real();
    Path directory = whole.getParent();
    if (directory != null) {
      Files.createDirectories(directory);
    }
    // Of this process alone: a plain .part may be the user's, even the input.
    String suffix = "." + ProcessHandle.current().pid() + ".part";
    Path part = whole.resolveSibling(whole.getFileName() + suffix);
    try {
      try (SequenceWriter out = csv.writeValues(Files.newBufferedWriter(part))) {
        rows.to(row -> write(out, row));
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
      Files.move(part, whole, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static void write(SequenceWriter out, Scored row) {
    try {
      out.write(cells(row));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String[] cells(Scored scored) {
    Verdict verdict = scored.result().verdict();
    return new String[] {
      scored.row().timeText(),
      scored.row().valueText(),
      score(scored.result().score()),
      scored.result().starts() ? "1" : "0",
      number(verdict.expected()),
      number(verdict.lower()),
      number(verdict.upper()),
      scored.reason()
    };
  }

  private static String score(double score) {
    return score == 0 ? "0" : Double.toString(score);
  }

  /** Seven digits; empty while unknown. */
  static String number(double number) {
    if (!Double.isFinite(number)) {
      return "";
    }
    return BigDecimal.valueOf(number).round(DIGITS).stripTrailingZeros().toString();
  }
}
