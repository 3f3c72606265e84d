/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone.demo;

import io.watchfire.runtime.config.Durations;
import io.watchfire.schemas.series.SeriesReading;
import io.watchfire.schemas.slo.SloStatus;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Locale;

/** How an objective stands, and what a rule found, as a line. */
final class StoryText {
  private static final int BAR = 20;
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

  private StoryText() {}

  static String of(SloStatus status) {
    StringBuilder line = new StringBuilder();
    line.append(status.service()).append('/').append(status.group().get("tenant"));
    line.append(
        String.format(
            Locale.ROOT,
            "  budget %s %5.1f %%  burn",
            bar(status.budgetRemaining()),
            status.budgetRemaining() * 100));
    status.windows().stream()
        .limit(2)
        .forEach(
            window ->
                line.append(
                    String.format(
                        Locale.ROOT,
                        "  %s %5.1f",
                        Durations.text(window.length()),
                        window.burnRate())));
    return line.append("  page ").append(status.page()).toString();
  }

  static String summary(Collection<SloStatus> statuses) {
    double least = statuses.stream().mapToDouble(SloStatus::budgetRemaining).min().orElse(1);
    long firing = statuses.stream().filter(status -> status.page().equals("firing")).count();
    return String.format(
        Locale.ROOT,
        "%d objectives watched, least budget left %.1f %%, %d pages",
        statuses.size(),
        least * 100,
        firing);
  }

  /** What came and what was expected. */
  static String anomaly(SeriesReading reading) {
    return String.format(
        Locale.ROOT,
        "uploads of %s: %.1f/s came, %.1f/s expected (%.1f to %.1f).",
        reading.group().get("tenant"),
        number(reading, "value"),
        number(reading, "expected"),
        number(reading, "lower"),
        number(reading, "upper"));
  }

  /** When the limit will be crossed. */
  static String forecast(SeriesReading reading, double limit) {
    return String.format(
        Locale.ROOT,
        "the disk of %s is %.1f %% full and will cross %.0f %% at %s (%s to %s).",
        reading.group().get("service_name"),
        number(reading, "value"),
        limit,
        time(reading, "expected"),
        time(reading, "earliest"),
        time(reading, "latest"));
  }

  /** The expected time of crossing. */
  static String expected(SeriesReading reading) {
    return time(reading, "expected");
  }

  /** That the limit is crossed. */
  static String crossed(SeriesReading reading) {
    return String.format(
        Locale.ROOT,
        "the disk of %s was %.1f %% full at %s",
        reading.group().get("service_name"),
        number(reading, "value"),
        TIME.format(reading.time().atZone(ZoneId.systemDefault())));
  }

  private static double number(SeriesReading reading, String name) {
    return reading.numbers().getOrDefault(name, Double.NaN);
  }

  private static String time(SeriesReading reading, String name) {
    double seconds = number(reading, name);
    return Double.isNaN(seconds)
        ? "an unknown time"
        : TIME.format(Instant.ofEpochSecond((long) seconds).atZone(ZoneId.systemDefault()));
  }

  private static String bar(double share) {
    int full = (int) Math.round(Math.clamp(share, 0, 1) * BAR);
    return "[" + "#".repeat(full) + ".".repeat(BAR - full) + "]";
  }
}
