/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone.detect;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * Times as people write them in files: seconds or milliseconds since the epoch, or ISO 8601 with a
 * {@code T} or a blank, with or without seconds, fraction and offset.
 */
final class TimeText {
  static final String EXPECTED =
      "seconds or milliseconds since 1970, or ISO 8601 such as 2026-11-24 13:05:00 or"
          + " 2026-11-24T13:05:00+01:00, up to the year 3000";

  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,16}(\\.\\d{1,9})?");

  /** From here on (the year 5138 in seconds, 1973 in milliseconds) a number means milliseconds. */
  private static final BigDecimal MILLIS_FROM = BigDecimal.valueOf(100_000_000_000L);

  /** Nobody has recorded later times; a number that says so counts microseconds. */
  private static final long END = Instant.parse("3001-01-01T00:00:00Z").toEpochMilli();

  private static final DateTimeFormatter ISO =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .optionalStart()
          .optionalStart()
          .appendLiteral('T')
          .optionalEnd()
          .optionalStart()
          .appendLiteral(' ')
          .optionalEnd()
          .appendValue(ChronoField.HOUR_OF_DAY, 2)
          .appendLiteral(':')
          .appendValue(ChronoField.MINUTE_OF_HOUR, 2)
          .optionalStart()
          .appendLiteral(':')
          .appendValue(ChronoField.SECOND_OF_MINUTE, 2)
          .optionalStart()
          .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true)
          .optionalEnd()
          .optionalEnd()
          .optionalStart()
          .appendLiteral(' ')
          .optionalEnd()
          .optionalStart()
          .appendOffset("+HH:MM", "Z")
          .optionalEnd()
          .optionalStart()
          .appendOffset("+HHMM", "Z")
          .optionalEnd()
          .optionalStart()
          .appendOffset("+HH", "Z")
          .optionalEnd()
          .optionalStart()
          .appendLiteral('[')
          .appendZoneRegionId()
          .appendLiteral(']')
          .optionalEnd()
          .optionalEnd()
          .toFormatter(java.util.Locale.ROOT)
          .withResolverStyle(java.time.format.ResolverStyle.STRICT);

  private final ZoneId zone;

  /**
   * @param zone of times that name none
   */
  TimeText(ZoneId zone) {
    this.zone = zone;
  }

  /** Milliseconds since the epoch; nothing if it is no time. */
  OptionalLong millis(String text) {
    String bare = text.strip();
    try {
      long millis = NUMBER.matcher(bare).matches() ? number(bare) : instant(bare).toEpochMilli();
      return millis < END ? OptionalLong.of(millis) : OptionalLong.empty();
    } catch (DateTimeException | ArithmeticException e) {
      return OptionalLong.empty();
    }
  }

  private static long number(String text) {
    BigDecimal number = new BigDecimal(text);
    boolean millis = number.abs().compareTo(MILLIS_FROM) >= 0;
    return (millis ? number : number.movePointRight(3)).longValue();
  }

  private Instant instant(String text) {
    TemporalAccessor parsed =
        ISO.parseBest(
            text, ZonedDateTime::from, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
    return switch (parsed) {
      case ZonedDateTime zoned -> zoned.toInstant();
      case OffsetDateTime offset -> offset.toInstant();
      case LocalDateTime local -> local.atZone(zone).toInstant();
      case LocalDate day -> day.atStartOfDay(zone).toInstant();
      default -> throw new DateTimeException(text);
    };
  }
}
