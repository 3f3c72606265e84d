/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.forecast;

import io.watchfire.streams.codec.ByteReader;
import io.watchfire.streams.codec.ByteWriter;
import io.watchfire.streams.codec.CorruptValueException;
import io.watchfire.streams.forecast.Forecast.State;
import java.util.List;

/**
 * Forecasts when one gauge crosses its limit. Values are kept as means of blocks, a 96th of the
 * long window each; once per block the trend is taken anew, so a value costs next to nothing and
 * the state is bounded. Values may come up to a block apart. The same values give the same
 * forecasts whether or not the state was written and read in between.
 *
 * <p>It alerts only if the long window's trend leads to the limit within the horizon even by its
 * lower bound, the short window does not contradict, and so do the series' own errors so far.
 */
public final class GaugeForecast {
  /** How many horizons ahead a crossing is looked for. */
  public static final int REACH = 4;

  // The first format had no number, but began with that of a cell as 8 bytes: of none yet, or
  // after 1970 or before it, so its first byte is one of three.
  private static final int FORMAT = 2;
  private static final List<Integer> BEGINS_OF_FIRST = List.of(0x80, 0x00, 0xff);
  private static final double DOUBT = 0.1;
  private static final double AGREE = 0.3;
  private static final double CLEARS_BEYOND = 1.5;
  private static final int FEWEST = 6;
  // Errors of one series repeat each other, so few of them are as good as fewer: quantiles are
  // taken
  // further out than they are called.
  private static final double TWENTIETH = 0.02;
  private static final double TENTH = 0.07;
  private static final double HOUR_MILLIS = 3_600_000;

  private final ForecastSettings settings;
  private final double limit;
  private final double horizonHours;
  private final Rollup rollup;
  private final LevelShifts levelShifts;
  private final Residuals residuals;
  private final Debounce debounce;
  private final Sawtooth sawtooth;
  private Forecast last;

  /** A series of which nothing is known yet. */
  public GaugeForecast(ForecastSettings settings) {
    this(
        settings,
        new Rollup(settings.longWindow().toMillis()),
        new LevelShifts(settings.stepShare()),
        new Residuals(settings.horizon().toMillis()),
        new Debounce(settings),
        new Sawtooth());
  }

  private GaugeForecast(
      ForecastSettings settings,
      Rollup rollup,
      LevelShifts levelShifts,
      Residuals residuals,
      Debounce debounce,
      Sawtooth sawtooth) {
    this.settings = settings;
    this.limit = settings.side().turn(settings.limit());
    this.horizonHours = settings.horizon().toMillis() / HOUR_MILLIS;
    this.rollup = rollup;
    this.levelShifts = levelShifts;
    this.residuals = residuals;
    this.debounce = debounce;
    this.sawtooth = sawtooth;
    this.last = Forecast.learning(false, "no values yet");
  }

  /**
   * Takes the next value and says what is to be expected.
   *
   * @param timeMillis milliseconds since the epoch, later than the last
   * @param value in the gauge's unit; NaN if there was none, which is a gap
   */
  public Forecast next(long timeMillis, double value) {
    long before = rollup.openBlock();
    rollup.advance(timeMillis);
    double turned = settings.side().turn(value);
    boolean crossed = turned >= limit;
    if (before != Long.MIN_VALUE && rollup.openBlock() != before) {
      double level = rollup.block(before);
      residuals.settle(timeMillis, level);
      if (!Double.isNaN(level)) {
        last = evaluate(timeMillis, before, level, crossed);
      }
    }
    if (!Double.isNaN(value)) {
      rollup.add(turned);
    }
    return crossed ? ForecastText.crossed(last, settings, timeMillis, value) : last;
  }

  private Forecast evaluate(long timeMillis, long newest, double level, boolean crossed) {
    long oldest = newest - Rollup.BLOCKS + 1;
    detectShift(newest, Points.ofBlocks(rollup, oldest, newest, Season.NONE).spread());
    Season season = Season.of(rollup, newest, levelShifts.start());
    Points window = Points.ofBlocks(rollup, Math.max(oldest, levelShifts.start()), newest, season);
    long newestCell = (newest + 1) * Rollup.PER_BLOCK - 1;
    long shortCells = settings.shortWindow().toMillis() / rollup.cellMillis();
    Points recent = Points.ofCells(rollup, newestCell - shortCells + 1, newestCell, season);
    double coverage = (double) window.size() / Rollup.BLOCKS;
    if (coverage < settings.minCoverage() || recent.size() < FEWEST) {
      boolean holds = debounce.next(timeMillis, crossed, crossed);
      return Forecast.learning(holds, ForecastText.learning(settings, coverage, recent.size()));
    }
    Trend slow = window.trend();
    double blockHours = Points.hours(rollup, Rollup.PER_BLOCK);
    Projection projection = Projection.along(level, slow, season, newest, blockHours);
    return judge(new Seen(timeMillis, newest, level, slow, recent.trend(), projection), crossed);
  }

  /** Looks for a level shift, and for a tooth that ended with it. */
  private void detectShift(long newest, double spread) {
    long start = levelShifts.start();
    boolean fell = levelShifts.detect(rollup, newest, spread);
    if (fell && sawtooth.fell(rollup, newest - 1)) {
      residuals.cut();
    } else if (levelShifts.start() != start && levelShifts.start() != Long.MIN_VALUE) {
      residuals.forgetClaims();
    }
  }

  /** What a forecast is made of. */
  private record Seen(
      long timeMillis, long newest, double level, Trend slow, Trend quick, Projection projection) {
    boolean claims() {
      return slow.lower() > 0 && quick.upper() >= AGREE * slow.slope();
    }

    boolean rises() {
      return quick.lower() > Math.max(projection.slope(), 0);
    }

    Residuals.Kind kind() {
      if (claims()) {
        return Residuals.Kind.CLAIM;
      }
      return rises() ? Residuals.Kind.RISING : Residuals.Kind.CALM;
    }
  }

  private Forecast judge(Seen seen, boolean crossed) {
    long timeMillis = seen.timeMillis();
    Projection projection = seen.projection();
    double point = projection.value(horizonHours);
    double width = projection.width(horizonHours);
    Errors errors = residuals.of(seen.kind());
    double resetBelow = sawtooth.threshold(seen.newest(), limit);
    boolean certain = certain(seen, resetBelow, point + errors.uncut(DOUBT, width));
    long earliest = crossing(timeMillis, projection, errors, 1 - TENTH);
    long expected = crossing(timeMillis, projection, errors, 0.5);
    long latest = crossing(timeMillis, projection, errors, TENTH);
    boolean soon = expected - timeMillis <= CLEARS_BEYOND * settings.horizon().toMillis();
    boolean stays = crossed || certain || (seen.slow().slope() > 0 && soon && near(seen.level()));
    boolean holds = debounce.next(timeMillis, certain || crossed, stays);
    double[] unseen = unseen(seen, point);
    residuals.keep(
        timeMillis, timeMillis + settings.horizon().toMillis(), seen.kind(), point, width);
    double less = back(point + errors.quantile(TWENTIETH, width, unseen));
    double more = back(point + errors.quantile(1 - TWENTIETH, width, unseen));
    Forecast forecast =
        new Forecast(
            certain ? State.WILL_CROSS : State.NOT_CROSSING,
            holds,
            earliest,
            expected,
            latest,
            Math.min(less, more),
            back(point + errors.uncut(0.5, width)),
            Math.max(less, more),
            back(seen.slow().slope()),
            "");
    boolean known = seen.claims() && seen.level() <= resetBelow;
    return forecast.because(
        known
            ? ForecastText.reset(forecast, settings, back(resetBelow))
            : ForecastText.judged(forecast, settings, timeMillis, seen.claims(), seen.slow()));
  }

  /**
   * Whether it crosses within the horizon, however one looks at it.
   *
   * @param resetBelow the height below which climbs were reset
   * @param cautious the value at the horizon that nine in ten of its errors would have left
   */
  private boolean certain(Seen seen, double resetBelow, double cautious) {
    Projection projection = seen.projection();
    // A burst lifts the level, but not the line.
    Projection line = projection.from(seen.slow().now());
    return seen.claims()
        && near(seen.level())
        && seen.level() > resetBelow
        && projection.value(horizonHours, seen.slow().lower()) >= limit
        && !Double.isNaN(line.crossing(limit, 0, CLEARS_BEYOND * horizonHours))
        && cautious >= limit;
  }

  /** What may come though this series never did it: a climb is reset, a rise goes on. */
  private double[] unseen(Seen seen, double point) {
    long newest = seen.newest();
    double no = Double.NaN;
    return new double[] {
      seen.claims()
          ? Points.ofBlocks(rollup, newest - 2 * Rollup.BLOCKS + 1, newest, Season.NONE).least()
              - point
          : no,
      seen.rises() ? seen.level() + seen.quick().slope() * horizonHours - point : no
    };
  }

  private boolean near(double level) {
    return settings.nearness() >= 1 || limit - level <= settings.nearness() * Math.abs(limit);
  }

  /** When so large a share of the possible ways has not yet crossed, seen from the worst. */
  private long crossing(long timeMillis, Projection projection, Errors errors, double share) {
    double at = projection.width(horizonHours);
    double widths = errors.uncut(share, at) / at;
    double hours = projection.crossing(limit, widths, REACH * horizonHours);
    return Double.isNaN(hours) ? Forecast.NEVER : timeMillis + Math.round(hours * HOUR_MILLIS);
  }

  private double back(double turned) {
    return settings.side().turn(turned);
  }

  /** Writes the state, for {@link #read}. */
  public void write(ByteWriter out) {
    out.u8(FORMAT);
    rollup.write(out);
    levelShifts.write(out);
    residuals.write(out);
    debounce.write(out);
    sawtooth.write(out);
    last.write(out);
  }

  /**
   * Reads a state that was written under the same settings.
   *
   * @throws CorruptValueException if it is none, or one of a later format
   */
  public static GaugeForecast read(ByteReader in, ForecastSettings settings) {
    boolean first = BEGINS_OF_FIRST.contains(in.peek());
    if (!first) {
      int format = in.u8();
      if (format != FORMAT) {
        throw new CorruptValueException(
            "gauge forecast: format version " + format + " (expected: 1 or " + FORMAT + ")");
      }
    }
    long horizonMillis = settings.horizon().toMillis();
    GaugeForecast forecast =
        new GaugeForecast(
            settings,
            Rollup.read(in, settings.longWindow().toMillis()),
            LevelShifts.read(in, settings.stepShare()),
            first ? Residuals.readFirst(in, horizonMillis) : Residuals.read(in, horizonMillis),
            Debounce.read(in, settings),
            first ? new Sawtooth() : Sawtooth.read(in));
    forecast.last = Forecast.read(in);
    return forecast;
  }
}
