/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone.detect;

import io.watchfire.streams.forecast.Forecast;
import io.watchfire.streams.forecast.ForecastSettings;
import io.watchfire.streams.forecast.GaugeForecast;
import io.watchfire.streams.forecast.Side;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How a series is expected to go on after its last row.
 *
 * @param points in order of time, the first one where the series ends; none if too little was seen
 */
record Outlook(List<Point> points) {
  /** How many steps the forecast's window needs, that its parts are not empty. */
  private static final int FEWEST_STEPS = 96;

  private static final int POINTS = 6;
  private static final int SHARE_OF_SERIES = 6;
  private static final int SHORT_SHARE = 6;
  private static final Duration SHORTEST = Duration.ofMinutes(5);
  private static final Duration DAY = Duration.ofDays(1);

  /** No limit is asked for, so none is ever crossed. */
  private static final double NO_LIMIT = Double.MAX_VALUE;

  /**
   * What is expected at a time.
   *
   * @param time milliseconds since the epoch
   * @param low one time in twenty it is below
   * @param middle as likely below as above
   * @param high one time in twenty it is above
   */
  record Point(long time, double low, double middle, double high) {
    private boolean known() {
      return Double.isFinite(low) && Double.isFinite(middle) && Double.isFinite(high);
    }
  }

  /** Copies the list. */
  Outlook {
    points = List.copyOf(points);
  }

  /**
   * What the rows say, as far ahead as the trend's window is long: a day, less for a short series,
   * more where rows are rare.
   */
  static Outlook of(Series series) {
    List<Row> rows = onePerTime(series.rows());
    long windowMillis = windowMillis(series, rows);
    Row last = rows.getLast();
    List<Point> points = new ArrayList<>();
    for (int i = 1; i <= POINTS; i++) {
      long aheadMillis = windowMillis * i / POINTS;
      Forecast forecast = forecast(rows, windowMillis, aheadMillis);
      Point point =
          new Point(last.time() + aheadMillis, forecast.low(), forecast.middle(), forecast.high());
      if (point.known()) {
        points.add(point);
      }
    }
    Point begin = new Point(last.time(), last.value(), last.value(), last.value());
    if (!points.isEmpty() && begin.known()) {
      points.addFirst(begin);
    }
    return new Outlook(points);
  }

  /** The first one of a time counts. */
  private static List<Row> onePerTime(List<Row> rows) {
    List<Row> kept = new ArrayList<>(rows.size());
    for (Row row : rows) {
      if (kept.isEmpty() || row.time() > kept.getLast().time()) {
        kept.add(row);
      }
    }
    return kept;
  }

  /** Milliseconds. */
  private static long windowMillis(Series series, List<Row> rows) {
    long spanMillis = rows.getLast().time() - rows.getFirst().time();
    long leastMillis = Math.max(FEWEST_STEPS * series.stepMillis(), SHORTEST.toMillis());
    return Math.max(leastMillis, Math.min(DAY.toMillis(), spanMillis / SHARE_OF_SERIES));
  }

  private static Forecast forecast(List<Row> rows, long windowMillis, long aheadMillis) {
    GaugeForecast gauge = new GaugeForecast(settings(windowMillis, aheadMillis));
    Forecast forecast = gauge.next(rows.getFirst().time(), rows.getFirst().value());
    for (Row row : rows.subList(1, rows.size())) {
      forecast = gauge.next(row.time(), row.value());
    }
    return forecast;
  }

  private static ForecastSettings settings(long windowMillis, long aheadMillis) {
    ForecastSettings day = ForecastSettings.dayAhead(NO_LIMIT, Side.ABOVE);
    return new ForecastSettings(
        NO_LIMIT,
        Side.ABOVE,
        Duration.ofMillis(aheadMillis),
        Duration.ofMillis(windowMillis),
        Duration.ofMillis(windowMillis / SHORT_SHARE),
        day.minCoverage(),
        day.stepShare(),
        day.nearness(),
        day.pendingFor(),
        day.clearFor());
  }
}
