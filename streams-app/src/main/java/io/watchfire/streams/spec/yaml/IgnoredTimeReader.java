/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.spec.yaml;

import io.watchfire.runtime.config.Section;
import io.watchfire.streams.spec.IgnoredTime;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads a time to be ignored: {@code {days: [sat, sun], from: "22:00", to: "02:00"}}, {@code {date:
 * 2026-12-25}}, {@code {first: 2026-12-24, last: 2026-12-26}} or {@code {from:
 * 2026-12-01T22:00:00Z, to: 2026-12-02T02:00:00Z}}.
 */
final class IgnoredTimeReader {
  private IgnoredTimeReader() {}

  static IgnoredTime read(Section section) {
    if (section.has("date")) {
      LocalDate day = date(section, "date");
      return new IgnoredTime.Days(day, day);
    }
    if (section.has("first") || section.has("last")) {
      return days(section, date(section, "first"));
    }
    if (section.has("days")) {
      return new IgnoredTime.Weekly(
          days(section),
          parsed(section, "from", "00:00", LocalTime::parse, LocalTime.MIDNIGHT, "such as 22:00"),
          parsed(section, "to", "00:00", LocalTime::parse, LocalTime.MIDNIGHT, "such as 02:00"));
    }
    String expected = "such as 2026-12-01T22:00:00Z";
    return new IgnoredTime.Once(
        parsed(section, "from", "", Instant::parse, Instant.EPOCH, expected),
        parsed(section, "to", "", Instant::parse, Instant.EPOCH, expected));
  }

  private static IgnoredTime days(Section section, LocalDate first) {
    LocalDate last = date(section, "last");
    // One that could not be read is long past, and was reported.
    if (last.isBefore(first) && !last.equals(LocalDate.EPOCH)) {
      section.problem("last", "last: " + last + " (expected: " + first + " or later)");
    }
    return new IgnoredTime.Days(first, last);
  }

  private static Set<DayOfWeek> days(Section section) {
    EnumSet<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    for (String text : section.strings("days")) {
      List<DayOfWeek> found =
          List.of(DayOfWeek.values()).stream()
              .filter(day -> day.name().toLowerCase(Locale.ROOT).startsWith(text.strip()))
              .toList();
      if (text.length() < 3 || found.size() != 1) {
        section.problem("days", "days: " + text + " (expected: mon, tue, wed, thu, fri, sat, sun)");
      } else {
        days.add(found.getFirst());
      }
    }
    return days;
  }

  private static LocalDate date(Section section, String key) {
    return parsed(section, key, "", LocalDate::parse, LocalDate.EPOCH, "such as 2026-12-25");
  }

  private static <T> T parsed(
      Section section,
      String key,
      String def,
      Function<String, T> parse,
      T otherwise,
      String expected) {
    String text = section.string(key, def);
    try {
      return parse.apply(text);
    } catch (DateTimeException e) {
      section.problem(key, key + ": " + text + " (expected: " + expected + ")");
      return otherwise;
    }
  }
}
