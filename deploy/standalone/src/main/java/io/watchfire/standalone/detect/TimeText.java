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
 * Times as people write them in files: seconds or milliseconds since the epoch, date and time in 14
 * digits, or ISO 8601 with a {@code T} or a blank, with or without seconds, fraction and offset.
 */
final class TimeText {
  static final String EXPECTED =
      "seconds or milliseconds since 1970, or ISO 8601 such as 2026-11-24 13:05:00 or"
          + " 2026-11-24T13:05:00+01:00, up to the year 3000, or 14 digits such as 20261124130500";

  /** How a time can be written. */
  enum Form {
    SECONDS("seconds since 1970"),
    MILLIS("milliseconds since 1970"),
    DIGITS("14 digits such as 20261124130500"),
    ISO("ISO 8601 such as 2026-11-24 13:05:00");

    private final String text;

    Form(String text) {
      this.text = text;
    }

    /** In words that follow "expected:". */
    String text() {
      return text;
    }
  }

  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,16}(\\.\\d{1,9})?");

  /** From here on (the year 5138 in seconds, 1973 in milliseconds) a number means milliseconds. */
  private static final BigDecimal MILLIS_FROM = BigDecimal.valueOf(100_000_000_000L);

  /** Up to here (the year 2286): longer numbers count nothing that is recorded. */
  private static final BigDecimal MILLIS_END = BigDecimal.valueOf(10_000_000_000_000L);

  private static final Pattern DIGITS = Pattern.compile("(19|20|21)\\d{12}");

  /** Numbers that may as well be a date, or a date and an hour, or one and a minute. */
  private static final Pattern DATE =
      Pattern.compile(
          "(19|20|21)\\d\\d(0[1-9]|1[0-2])(0[1-9]|[12]\\d|3[01])(([01]\\d|2[0-3])([0-5]\\d)?)?");

  private static final DateTimeFormatter OF_DIGITS =
      DateTimeFormatter.ofPattern("uuuuMMddHHmmss", java.util.Locale.ROOT)
          .withResolverStyle(java.time.format.ResolverStyle.STRICT);

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
    return millis(text, form(text));
  }

  /** Milliseconds since the epoch; nothing if it is no time of that form. */
  OptionalLong millis(String text, Form form) {
    String bare = text.strip();
    if (form(bare) != form) {
      return OptionalLong.empty();
    }
    try {
      long millis =
          switch (form) {
            case SECONDS -> new BigDecimal(bare).movePointRight(3).longValue();
            case MILLIS -> new BigDecimal(bare).longValue();
            case DIGITS ->
                LocalDateTime.parse(bare, OF_DIGITS).atZone(zone).toInstant().toEpochMilli();
            case ISO -> instant(bare).toEpochMilli();
          };
      return millis < END ? OptionalLong.of(millis) : OptionalLong.empty();
    } catch (DateTimeException | ArithmeticException e) {
      return OptionalLong.empty();
    }
  }

  /** The only form that a text can have. */
  Form form(String text) {
    String bare = text.strip();
    if (DIGITS.matcher(bare).matches()) {
      return Form.DIGITS;
    }
    if (!NUMBER.matcher(bare).matches()) {
      return Form.ISO;
    }
    BigDecimal size = new BigDecimal(bare).abs();
    if (size.compareTo(MILLIS_FROM) < 0) {
      return Form.SECONDS;
    }
    // No other form has so many digits: it will be refused as what it is not.
    return size.compareTo(MILLIS_END) < 0 ? Form.MILLIS : Form.ISO;
  }

  /** Whether a number that counts seconds or milliseconds may as well be a date without dashes. */
  static boolean ambiguous(String text) {
    return DATE.matcher(text.strip()).matches();
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
