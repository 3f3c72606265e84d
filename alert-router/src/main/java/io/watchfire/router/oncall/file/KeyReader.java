/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.oncall.file;

import io.watchfire.router.oncall.Range;
import io.watchfire.runtime.config.Durations;
import io.watchfire.runtime.config.Section;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads types that a {@link Section} does not know. What is wrong becomes a problem of the key's
 * line, and the value is null or its default.
 */
final class KeyReader {
  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");
  private static final Pattern TIME = Pattern.compile("\\d\\d:\\d\\d");
  private static final Pattern MOMENT =
      Pattern.compile(DATE + "T\\d\\d:\\d\\d(:\\d\\d)?(Z|[+-]\\d\\d:\\d\\d)?");

  private static final String A_DATE = "a date such as 2026-11-02";
  private static final String A_TIME = "a local time such as 09:00";
  private static final String A_MOMENT =
      "a time such as 2026-12-24T09:00 or 2026-12-24T09:00+01:00";
  private static final String A_ZONE = "a time zone such as Europe/Berlin";

  private final Section section;

  KeyReader(Section section) {
    this.section = section;
  }

  @Nullable ZoneId requiredZone(String key) {
    requirePresent(key, A_ZONE);
    return parsed(key, A_ZONE, ZoneId::of);
  }

  ZoneId zone(String key, ZoneId def) {
    ZoneId zone = parsed(key, A_ZONE, ZoneId::of);
    return zone == null ? def : zone;
  }

  @Nullable LocalDate requiredDate(String key) {
    requirePresent(key, A_DATE);
    return date(key);
  }

  @Nullable LocalDate date(String key) {
    return parsed(key, A_DATE, text -> LocalDate.parse(shaped(DATE, text)));
  }

  LocalTime time(String key, LocalTime def) {
    LocalTime time = parsed(key, A_TIME, text -> LocalTime.parse(shaped(TIME, text)));
    return time == null ? def : time;
  }

  /** A local time of the zone, or one with an offset, in whole seconds. */
  @Nullable Instant requiredMoment(String key, ZoneId zone) {
    requirePresent(key, A_MOMENT);
    return parsed(key, A_MOMENT, text -> moment(shaped(MOMENT, text), zone));
  }

  int requiredInteger(String key, int min, int max) {
    requirePresent(key, min + " to " + max);
    return section.integer(key, min, min, max);
  }

  Duration duration(String key, Duration def, Range range) {
    return inRange(key, section.duration(key, def), range);
  }

  Duration requiredDuration(String key, Range range) {
    requirePresent(key, range.toString());
    return inRange(key, section.duration(key, range.min()), range);
  }

  /** Each text of a key by itself, so that one that is wrong does not hide the others. */
  <T> List<T> each(String key, List<String> texts, Function<String, T> parser) {
    List<T> values = new ArrayList<>();
    for (String text : texts) {
      try {
        values.add(parser.apply(text));
      } catch (IllegalArgumentException e) {
        section.problem(key, key + ": " + e.getMessage());
      }
    }
    return values;
  }

  /** A list of maps; what is beyond the most is a problem and not read. */
  List<Section> sections(String key, int max) {
    List<Section> sections = section.sections(key);
    if (sections.size() > max) {
      section.problem(key, key + ": " + sections.size() + " (expected: at most " + max + ")");
      return sections.subList(0, max);
    }
    return sections;
  }

  private void requirePresent(String key, String expected) {
    if (!section.has(key)) {
      section.problem(key, key + ": missing (expected: " + expected + ")");
    }
  }

  private Duration inRange(String key, Duration value, Range range) {
    if (range.has(value)) {
      return value;
    }
    section.problem(key, range.wrong(key, Durations.text(value)));
    return range.min();
  }

  private <T> @Nullable T parsed(String key, String expected, Function<String, T> parser) {
    String text = section.string(key);
    if (text == null) {
      return null;
    }
    try {
      return parser.apply(text);
    } catch (DateTimeException e) {
      section.problem(key, key + ": " + text + " (expected: " + expected + ")");
      return null;
    }
  }

  private static Instant moment(String text, ZoneId zone) {
    return switch (DateTimeFormatter.ISO_DATE_TIME.parseBest(
        text, OffsetDateTime::from, LocalDateTime::from)) {
      case OffsetDateTime withOffset -> withOffset.toInstant();
      case LocalDateTime local -> local.atZone(zone).toInstant();
      default -> throw new DateTimeException(text);
    };
  }

  private static String shaped(Pattern shape, String text) {
    if (!shape.matcher(text).matches()) {
      throw new DateTimeException(text);
    }
    return text;
  }
}
