/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.forecast;

import io.watchfire.codec.ByteReader;
import io.watchfire.codec.ByteWriter;
import io.watchfire.forecast.Forecast.State;

/**
 * Foresees when one gauge crosses its limit. Values are kept as means of blocks, a 96th of the long
 * window each; once per block the trend is taken anew, so a value costs next to nothing and the
 * state is bounded. Values may come up to a block apart. The same values give the same forecasts
 * whether or not the state was written and read in between.
 *
 * <p>It alerts only if the long window's trend leads to the limit within the horizon even by its
 * lower bound, the short window does not contradict, and so do the series' own errors so far.
 */
public final class GaugeForecast {
  /** How many horizons ahead a crossing is looked for. */
  public static final int REACH = 4;

  private static final double DOUBT = 0.1;
  private static final double AGREE = 0.3;
  private static final double CLEARS_BEYOND = 1.5;
  private static final int FEWEST = 6;
  // Errors of one series repeat each other, so few of them are as good as fewer: quantiles are
  // taken
  // further out than they are called.
  private static final double TWENTIETH = 0.03;
  private static final double TENTH = 0.07;
  private static final double HOUR = 3_600_000;

  private final ForecastSettings settings;
  private final double limit;
  private final double horizon;
  private final Cells cells;
  private final Jumps jumps;
  private final Residuals residuals;
  private final Hold hold;
  private Forecast last;

  /** A series of which nothing is known yet. */
  public GaugeForecast(ForecastSettings settings) {
    this(
        settings,
        new Cells(settings.longWindow().toMillis()),
        new Jumps(settings.stepShare()),
        new Residuals(settings.horizon().toMillis()),
        new Hold(settings),
        Forecast.learning(false, "no values yet"));
  }

  private GaugeForecast(
      ForecastSettings settings,
      Cells cells,
      Jumps jumps,
      Residuals residuals,
      Hold hold,
      Forecast last) {
    this.settings = settings;
    this.limit = settings.side().turn(settings.limit());
    this.horizon = settings.horizon().toMillis() / HOUR;
    this.cells = cells;
    this.jumps = jumps;
    this.residuals = residuals;
    this.hold = hold;
    this.last = last;
  }

  /**
   * Takes the next value and says what is to be expected.
   *
   * @param timeMillis milliseconds since the epoch, later than the last
   * @param value in the gauge's unit; NaN if there was none, which is a gap
   */
  public Forecast next(long timeMillis, double value) {
    long before = cells.openBlock();
    cells.advance(timeMillis);
    double turned = settings.side().turn(value);
    boolean crossed = turned >= limit;
    if (before != Long.MIN_VALUE && cells.openBlock() != before) {
      double level = cells.block(before);
      residuals.settle(timeMillis, level);
      if (!Double.isNaN(level)) {
        last = evaluate(timeMillis, before, level, crossed);
      }
    }
    if (!Double.isNaN(value)) {
      cells.add(turned);
    }
    return crossed ? Words.crossed(last, settings, timeMillis, value) : last;
  }

  private Forecast evaluate(long time, long newest, double level, boolean crossed) {
    long oldest = newest - Cells.BLOCKS + 1;
    long start = jumps.start();
    jumps.look(cells, newest, Points.ofBlocks(cells, oldest, newest, Season.NONE).spread());
    if (jumps.start() != start && jumps.start() != Long.MIN_VALUE) {
      residuals.forgetClaims();
    }
    Season season = Season.of(cells, newest, jumps.start());
    Points window = Points.ofBlocks(cells, Math.max(oldest, jumps.start()), newest, season);
    long newestCell = (newest + 1) * Cells.PER_BLOCK - 1;
    long shortCells = settings.shortWindow().toMillis() / cells.width();
    Points recent = Points.ofCells(cells, newestCell - shortCells + 1, newestCell, season);
    double coverage = (double) window.size() / Cells.BLOCKS;
    if (coverage < settings.minCoverage() || recent.size() < FEWEST) {
      boolean holds = hold.next(time, crossed, crossed);
      return Forecast.learning(holds, Words.learning(settings, coverage, recent.size()));
    }
    Trend slow = window.trend();
    double blockHours = Points.hours(cells, Cells.PER_BLOCK);
    Projection projection = Projection.along(level, slow, season, newest, blockHours);
    return judge(time, level, slow, recent.trend(), projection, crossed);
  }

  private Forecast judge(
      long time, double level, Trend slow, Trend quick, Projection projection, boolean crossed) {
    boolean claims = slow.lower() > 0 && quick.upper() >= AGREE * slow.slope();
    double point = projection.value(horizon);
    double width = projection.width(horizon);
    boolean certain =
        claims
            && near(level)
            && projection.value(horizon, slow.lower()) >= limit
            && point + residuals.quantile(claims, DOUBT) * width >= limit;
    long earliest = crossing(time, projection, claims, 1 - TENTH);
    long expected = crossing(time, projection, claims, 0.5);
    long latest = crossing(time, projection, claims, TENTH);
    boolean soon = expected - time <= CLEARS_BEYOND * settings.horizon().toMillis();
    boolean stays = crossed || certain || (slow.slope() > 0 && soon && near(level));
    boolean holds = hold.next(time, certain || crossed, stays);
    residuals.keep(time, time + settings.horizon().toMillis(), claims, point, width);
    double less = back(point + residuals.quantile(claims, TWENTIETH) * width);
    double more = back(point + residuals.quantile(claims, 1 - TWENTIETH) * width);
    Forecast forecast =
        new Forecast(
            certain ? State.WILL_CROSS : State.NOT_CROSSING,
            holds,
            earliest,
            expected,
            latest,
            Math.min(less, more),
            back(point + residuals.quantile(claims, 0.5) * width),
            Math.max(less, more),
            back(slow.slope()),
            "");
    return forecast.because(Words.judged(forecast, settings, time, claims, slow));
  }

  private boolean near(double level) {
    return settings.nearness() >= 1 || limit - level <= settings.nearness() * Math.abs(limit);
  }

  /** When so large a share of the possible ways has not yet crossed, seen from the worst. */
  private long crossing(long time, Projection projection, boolean claims, double share) {
    double widths = residuals.quantile(claims, share);
    double hours = projection.crossing(limit, widths, REACH * horizon);
    return Double.isNaN(hours) ? Forecast.NEVER : time + Math.round(hours * HOUR);
  }

  private double back(double turned) {
    return settings.side().turn(turned);
  }

  /** Writes the state, for {@link #read}. */
  public void write(ByteWriter out) {
    cells.write(out);
    jumps.write(out);
    residuals.write(out);
    hold.write(out);
    last.write(out);
  }

  /**
   * Reads a state that was written under the same settings.
   *
   * @throws io.watchfire.codec.CorruptValueException if it is none
   */
  public static GaugeForecast read(ByteReader in, ForecastSettings settings) {
    return new GaugeForecast(
        settings,
        Cells.read(in, settings.longWindow().toMillis()),
        Jumps.read(in, settings.stepShare()),
        Residuals.read(in, settings.horizon().toMillis()),
        Hold.read(in, settings),
        Forecast.read(in));
  }
}
