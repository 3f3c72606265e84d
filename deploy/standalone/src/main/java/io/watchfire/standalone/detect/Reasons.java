/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone.detect;

import io.watchfire.streams.anomaly.MonitorResult;
import io.watchfire.streams.anomaly.detector.Verdict;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Says in words why a row is an anomaly: what came, what was expected, how rare, since when. */
final class Reasons {
  static final String CONFLICT = "the same time again; the first value counts";

  private static final String NO_NUMBER = "no number";
  private static final double SCORE_THRESHOLD = 0.5;
  private static final double NOTABLE_RATIO = 1.5;
  private static final double COUNTABLE = 1e9;
  private static final MathContext SHORT = new MathContext(4);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

  private final ZoneId zone;

  Reasons(ZoneId zone) {
    this.zone = zone;
  }

  /** Empty if all is ordinary. */
  String of(Row row, MonitorResult result) {
    Verdict verdict = result.verdict();
    if (Double.isNaN(row.value())) {
      return NO_NUMBER;
    }
    boolean rare = !verdict.learning() && verdict.score() >= SCORE_THRESHOLD;
    if (!rare && !result.firing()) {
      return "";
    }
    StringBuilder words = new StringBuilder(rare ? what(row.value(), verdict) : "calming down");
    if (result.firing() && !result.starts()) {
      words.append("; alert since ").append(time(result.since()));
    } else if (!result.starts()) {
      words.append("; no alert: one has just been, or the day's are spent");
    }
    return words.toString();
  }

  private static String what(double value, Verdict verdict) {
    StringBuilder words = new StringBuilder(number(value));
    if (!Double.isNaN(verdict.expected())) {
      words.append(" where ").append(number(verdict.expected())).append(" was expected");
      words.append(ratio(value / verdict.expected()));
    }
    if (!Double.isNaN(verdict.lower()) && !Double.isNaN(verdict.upper())) {
      words.append(" (ordinary: ").append(number(verdict.lower()));
      words.append(" to ").append(number(verdict.upper())).append(')');
    }
    words.append("; one in ").append(oneIn(verdict.oneIn())).append(" values");
    if (!verdict.statistic().isEmpty()) {
      words.append(", because of its ").append(verdict.statistic());
    }
    return words.toString();
  }

  private static String ratio(double ratio) {
    if (!(ratio >= NOTABLE_RATIO && ratio < COUNTABLE)) {
      return "";
    }
    String times = ratio < 10 ? String.format(Locale.ROOT, "%.1f", ratio) : oneIn(ratio);
    return ", " + times + " times as much";
  }

  private static String oneIn(double oneIn) {
    return oneIn >= COUNTABLE
        ? "more than a billion"
        : String.format(Locale.ROOT, "%,d", rounded(oneIn));
  }

  private static long rounded(double number) {
    return BigDecimal.valueOf(number).round(new MathContext(2)).longValue();
  }

  /** Four digits, without an exponent where that stays readable. */
  static String number(double number) {
    BigDecimal rounded = BigDecimal.valueOf(number).round(SHORT).stripTrailingZeros();
    boolean plain = rounded.signum() == 0 || (rounded.scale() <= 8 && rounded.scale() >= -12);
    return plain ? rounded.toPlainString() : rounded.toString();
  }

  String time(long millis) {
    return TIME.format(Instant.ofEpochMilli(millis).atZone(zone));
  }
}
