/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.watchfire.streams.codec.ByteReader;
import io.watchfire.streams.codec.ByteWriter;
import io.watchfire.streams.codec.CorruptValueException;
import io.watchfire.streams.forecast.Forecast.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * Values every five minutes, as functions of hours, with a little seeded noise.
 *
 * <p>Longer than 300 lines, since it has a sentence for each shape of a series, and a run of hours
 * is set up alike for all.
 */
class GaugeForecastTest {
  private static final long START = 1_795_428_000_000L;
  private static final long STEP = Duration.ofMinutes(5).toMillis();
  private static final ForecastSettings DISK = ForecastSettings.dayAhead(90, Side.ABOVE);
  private static final int SEED = 7;

  private final Random random = new Random(SEED);

  private record At(double hours, Forecast forecast) {}

  private List<At> run(ForecastSettings settings, double hours, DoubleUnaryOperator series) {
    GaugeForecast gauge = new GaugeForecast(settings);
    List<At> all = new ArrayList<>();
    for (int i = 0; i * STEP < hours * 3_600_000; i++) {
      double at = i / 12.0;
      double value = series.applyAsDouble(at) + 0.3 * random.nextGaussian();
      all.add(new At(at, gauge.next(START + i * STEP, value)));
    }
    return all;
  }

  private static At firstAlert(List<At> all) {
    return all.stream().filter(a -> a.forecast().holds()).findFirst().orElseThrow();
  }

  private static void assertNoAlert(List<At> all) {
    assertThat(all).as("seed %s", SEED).noneMatch(a -> a.forecast().holds());
  }

  @Test
  void leakAlertsHoursBeforeItCrosses() {
    List<At> all = run(DISK, 120, h -> 40 + Math.max(0, h - 48));
    At alert = firstAlert(all);
    assertThat(98 - alert.hours()).as("hours of lead").isBetween(8.0, 24.0);
    assertThat(alert.forecast().state()).isEqualTo(State.WILL_CROSS);
    assertThat(alert.forecast().slopePerHour()).isBetween(0.7, 1.1);
    double expected = (alert.forecast().expected() - START) / 3.6e6;
    assertThat(expected).as("hour of the crossing, 98").isBetween(94.0, 104.0);
    assertThat(alert.forecast().earliest()).isLessThan(alert.forecast().expected());
    assertThat(alert.forecast().latest()).isGreaterThan(alert.forecast().expected());
    assertThat(alert.forecast().why()).contains("per hour over 24h", "across 90");
    assertThat(all.getLast().forecast().state()).isEqualTo(State.CROSSED);
    assertThat(all.getLast().forecast().holds()).isTrue();
  }

  @Test
  void freeSpaceThatShrinksAlertsAsWell() {
    ForecastSettings free = ForecastSettings.dayAhead(10, Side.BELOW);
    At alert = firstAlert(run(free, 120, h -> 60 - Math.max(0, h - 48)));
    assertThat(98 - alert.hours()).as("hours of lead").isBetween(8.0, 24.0);
    assertThat(alert.forecast().slopePerHour()).isBetween(-1.1, -0.7);
    assertThat(alert.forecast().low()).isLessThan(alert.forecast().high());
  }

  @Test
  void cleanupThatComesEveryFewHoursDoesNotAlert() {
    assertNoAlert(run(DISK, 240, h -> 40 + 6 * (h % 7)));
  }

  @Test
  void dayThatRisesAndFallsDoesNotAlert() {
    assertNoAlert(run(DISK, 240, h -> 60 + 20 * Math.sin(2 * Math.PI * h / 24)));
  }

  @Test
  void leakUnderADailySeasonAlerts() {
    At alert = firstAlert(run(DISK, 160, h -> 40 + 0.3 * h + 8 * Math.sin(2 * Math.PI * h / 24)));
    assertThat(alert.hours()).as("crosses at about 145").isBetween(90.0, 145.0);
  }

  @Test
  void flatWithNoiseNeverAlertsAndMostlySaysThatItsSlopeMayBeChance() {
    List<At> all = run(DISK, 240, h -> 86);
    assertNoAlert(all);
    List<At> judged = all.stream().filter(a -> a.forecast().state() != State.LEARNING).toList();
    assertThat(judged.stream().filter(a -> a.forecast().why().contains("may be chance")).count())
        .as("of %s, seed %s", judged.size(), SEED)
        .isGreaterThan(judged.size() * 3L / 4);
  }

  @Test
  void slowLeakThatIsFarFromTheLimitDoesNotAlert() {
    List<At> all = run(DISK, 96, h -> 40 + 0.1 * h);
    assertNoAlert(all);
    assertThat(all.getLast().forecast().slopePerHour()).isBetween(0.08, 0.12);
  }

  @Test
  void youngSeriesIsLearning() {
    List<At> all = run(DISK, 30, h -> 40 + h);
    for (At at : all) {
      State state = at.forecast().state();
      if (at.hours() < 19) {
        assertThat(state).isEqualTo(State.LEARNING);
        assertThat(at.forecast().middle()).isNaN();
      } else if (at.hours() > 20) {
        assertThat(state).isNotEqualTo(State.LEARNING);
      }
    }
  }

  @Test
  void resizeRestartsTheFit() {
    List<At> all = run(DISK, 100, h -> h < 60 ? 20 + h : 40 + 0.05 * (h - 60));
    assertThat(all.stream().filter(a -> a.hours() > 62 && a.hours() < 78))
        .as("seed %s", SEED)
        .allMatch(a -> a.forecast().state() == State.LEARNING);
    assertThat(all.getLast().forecast().state()).isEqualTo(State.NOT_CROSSING);
    assertThat(all.getLast().forecast().slopePerHour()).isBetween(0.0, 0.1);
  }

  @Test
  void gapOfSomeHoursDoesNotHideALeak() {
    List<At> all = run(DISK, 96, h -> h > 60 && h < 63 ? Double.NaN : 40 + Math.max(0, h - 48));
    assertThat(firstAlert(all).hours()).isBetween(70.0, 92.0);
  }

  @Test
  void gapThatIsLongerThanItsShareOfTheWindowIsLearning() {
    List<At> all = run(DISK, 60, h -> h > 40 && h < 50 ? Double.NaN : 50);
    assertThat(all.stream().filter(a -> a.hours() > 51 && a.hours() < 58))
        .allMatch(a -> a.forecast().state() == State.LEARNING);
  }

  @Test
  void alertEndsOnlyAfterTheTrendIsGoneForLong() {
    List<At> all = run(DISK, 200, h -> 40 + Math.max(0, Math.min(h, 88) - 48));
    At alert = firstAlert(all);
    assertThat(all.stream().filter(a -> a.hours() > alert.hours() && a.hours() < 90))
        .as("no flapping while it leaks")
        .allMatch(a -> a.forecast().holds());
    assertThat(all.getLast().forecast().holds()).isFalse();
  }

  @Test
  void fillsWithinHoursAreSeenAnHourAheadByTheFastSettings() {
    GaugeForecast gauge = new GaugeForecast(ForecastSettings.hoursAhead(90, Side.ABOVE));
    long alert = 0;
    for (int minute = 0; minute < 600 && alert == 0; minute++) {
      double value = 30 + Math.max(0, minute - 300) * 0.25 + 0.3 * random.nextGaussian();
      alert = gauge.next(START + minute * 60_000L, value).holds() ? minute : 0;
    }
    assertThat(alert).as("crosses at minute 540, seed %s", SEED).isBetween(330L, 480L);
  }

  /** Climbs by one an hour from 30, and restarts every so many hours up to a time. */
  private static double leak(double hour, double every, double lastRestart) {
    double since = Math.floor(Math.min(hour, lastRestart) / every) * every;
    return 30 + hour - since;
  }

  @Test
  void leakThatIsRestartedAlertsAtMostUntilOneRestartWasSeen() {
    List<At> all = run(DISK, 24 * 14, h -> leak(h, 50, 9_999));
    assertNoAlert(all.stream().filter(a -> a.hours() > 54).toList());
    assertThat(all.stream().filter(a -> a.hours() > 54))
        .anyMatch(a -> a.forecast().why().contains("but such climbs were reset"));
  }

  @Test
  void leakThatIsNoLongerRestartedAlertsOnceItIsHigherThanEver() {
    List<At> all = run(DISK, 200, h -> leak(h, 40, 121));
    assertNoAlert(all.stream().filter(a -> a.hours() < 120).toList());
    At alert = firstAlert(all);
    assertThat(alert.hours()).as("crosses at 180").isBetween(161.0, 175.0);
  }

  @Test
  void burstOnALeakDoesNotBringItForward() {
    List<At> all = run(DISK, 140, h -> 30 + 0.4 * h + (h > 80 && h < 84 ? 22 : 0));
    assertNoAlert(all.stream().filter(a -> a.hours() < 100).toList());
    assertThat(firstAlert(all).hours()).as("crosses at 150").isGreaterThan(120);
  }

  @Test
  void intervalOfAClimbReachesDownToWhereItBegan() {
    List<At> all = run(DISK, 30, h -> 40 + h);
    Forecast young = all.getLast().forecast();
    assertThat(young.low()).as("if it is reset, seed %s", SEED).isLessThan(42);
    assertThat(young.latest()).as("if it is not").isLessThan(Forecast.NEVER);
  }

  @Test
  void intervalOfALeakThatBeginsReachesUpToWhereItLeads() {
    List<At> all = run(DISK, 54, h -> 40 + Math.max(0, h - 48));
    Forecast before = all.get(12 * 47).forecast();
    Forecast after = all.getLast().forecast();
    assertThat(before.high()).as("at rest, seed %s", SEED).isLessThan(45);
    assertThat(after.high()).as("six hours into the leak, a day before 70").isGreaterThan(65);
  }

  private void assertThatSavedAndRestoredSaysTheSame(DoubleUnaryOperator series) {
    GaugeForecast kept = new GaugeForecast(DISK);
    GaugeForecast moved = new GaugeForecast(DISK);
    for (int i = 0; i < 12 * 24 * 8; i++) {
      double value = series.applyAsDouble(i / 12.0) + 2 * random.nextGaussian();
      if (i % 13 == 0) {
        ByteWriter out = new ByteWriter(64);
        moved.write(out);
        moved = GaugeForecast.read(new ByteReader(out.toBytes()), DISK);
      }
      Forecast expected = kept.next(START + i * STEP, value);
      assertThat(moved.next(START + i * STEP, value)).as("value %s", i).isEqualTo(expected);
    }
  }

  @Test
  void savedAndRestoredSaysTheSame() {
    assertThatSavedAndRestoredSaysTheSame(h -> (int) h % 9 == 7 ? Double.NaN : 40 + 0.5 * h);
  }

  @Test
  void savedAndRestoredSaysTheSameOfALeakThatIsRestarted() {
    assertThatSavedAndRestoredSaysTheSame(h -> leak(h, 45, 9_999));
  }

  @Test
  void stateOfTheFirstFormatIsReadAndGoesOn() {
    ByteWriter first = new ByteWriter(64);
    Rollup rollup = new Rollup(DISK.longWindow().toMillis());
    for (int i = 0; i < 12 * 24; i++) {
      rollup.advance(START + i * STEP);
      rollup.add(50);
    }
    rollup.write(first);
    new LevelShifts(DISK.stepShare()).write(first);
    first.fixed64(Long.MIN_VALUE);
    first.fixed64(START + 13 * 3_600_000L).float64(50).float64(1).u8(1);
    for (int i = 1; i < 12; i++) {
      first.fixed64(Long.MAX_VALUE);
    }
    first.varint(2).float64(0.5).float64(-0.5).varint(1).float64(3);
    new Debounce(DISK).write(first);
    Forecast.learning(false, "as it was").write(first);
    GaugeForecast read = GaugeForecast.read(new ByteReader(first.toBytes()), DISK);
    Forecast forecast = Forecast.learning(false, "");
    for (int i = 12 * 24; i < 12 * 25; i++) {
      forecast = read.next(START + i * STEP, 50);
    }
    assertThat(forecast.state()).isEqualTo(State.NOT_CROSSING);
    assertThat(forecast.middle()).isEqualTo(50);
  }

  @Test
  void valuesBeyondWhatAFloatHoldsHaveBoundsAsWell() {
    GaugeForecast gauge = new GaugeForecast(ForecastSettings.dayAhead(3e39, Side.ABOVE));
    for (int i = 0; i < 12 * 24 * 10; i++) {
      Forecast forecast = gauge.next(START + i * STEP, 1e39 * (1 + i % 700 / 700.0));
      if (forecast.state() != State.LEARNING) {
        assertThat(forecast.low()).as("low of value %s", i).isFinite();
        assertThat(forecast.middle()).as("middle of value %s", i).isFinite();
        assertThat(forecast.high()).as("high of value %s", i).isFinite();
      }
    }
  }

  @Test
  void stateOfALaterFormatIsNotTakenForTheFirst() {
    ByteWriter out = new ByteWriter(64);
    new GaugeForecast(DISK).write(out);
    byte[] later = out.toBytes();
    later[0] = 3;
    assertThatThrownBy(() -> GaugeForecast.read(new ByteReader(later), DISK))
        .isInstanceOf(CorruptValueException.class)
        .hasMessage("gauge forecast: format version 3 (expected: 1 or 2)");
  }

  @Test
  void stateOfTheFirstFormatIsKnownByItsTimeWhateverItIs() {
    for (long time : new long[] {Long.MIN_VALUE, -START, START}) {
      Rollup rollup = new Rollup(DISK.longWindow().toMillis());
      if (time != Long.MIN_VALUE) {
        rollup.advance(time);
      }
      ByteWriter first = new ByteWriter(64);
      rollup.write(first);
      assertThatThrownBy(() -> GaugeForecast.read(new ByteReader(first.toBytes()), DISK))
          .as("it goes on to what is missing")
          .hasMessageContaining("value ends at byte " + first.length());
    }
  }

  @Test
  void stateIsBounded() {
    GaugeForecast gauge = new GaugeForecast(DISK);
    for (int i = 0; i < 12 * 24 * 30; i++) {
      gauge.next(START + i * STEP, 50 + random.nextGaussian());
    }
    ByteWriter out = new ByteWriter(64);
    gauge.write(out);
    assertThat(out.length()).isLessThan(5_200);
  }

  @Test
  void intervalHoldsWhatCame() {
    List<At> all = run(DISK, 24 * 14, h -> 50);
    long within = 0;
    long given = 0;
    for (int i = 12 * 48; i + 12 * 24 < all.size(); i += 12) {
      Forecast forecast = all.get(i).forecast();
      given++;
      within += forecast.low() <= 50 && forecast.high() >= 50 ? 1 : 0;
    }
    assertThat((double) within / given).isGreaterThan(0.9);
  }
}
