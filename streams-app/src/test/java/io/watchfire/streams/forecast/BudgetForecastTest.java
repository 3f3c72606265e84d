/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.watchfire.streams.forecast.BudgetOutlook.State;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** A budget of 1 % over 30 days, in buckets of an hour with a thousand events each. */
class BudgetForecastTest {
  private static final long HOUR = Duration.ofHours(1).toMillis();
  private static final long NOW = 1_795_428_000_000L / HOUR * HOUR;
  private static final int WINDOW = 30 * 24;
  private static final BudgetForecast WEEK =
      new BudgetForecast(0.01, Duration.ofDays(30), Duration.ofDays(7));

  private record Hours(long[] badPerHour) implements Past {
    @Override
    public int size() {
      return badPerHour.length;
    }

    @Override
    public long end(int i) {
      return NOW - (badPerHour.length - 1 - i) * HOUR;
    }

    @Override
    public long width(int i) {
      return HOUR;
    }

    @Override
    public long bad(int i) {
      return badPerHour[i];
    }

    @Override
    public long total(int i) {
      return 1_000;
    }
  }

  private static long[] clean(int hours) {
    return new long[hours];
  }

  private static BudgetOutlook outlook(long[] bad) {
    return WEEK.at(new Hours(bad), NOW, 42);
  }

  @Test
  void budgetThatBurnsWillRunOutWhenTheArithmeticSaysSo() {
    long[] bad = clean(WINDOW);
    for (int i = WINDOW - 240; i < WINDOW; i++) {
      bad[i] = 25;
    }
    // 1,200 of 7,200 bad events are left, 25 an hour: 48 hours.
    BudgetOutlook outlook = outlook(bad);
    assertThat(outlook.state()).isEqualTo(State.WILL_RUN_OUT);
    assertThat(outlook.remaining()).isBetween(0.16, 0.17);
    assertThat((outlook.expected() - NOW) / HOUR).isBetween(40L, 60L);
    assertThat(outlook.earliest()).isLessThanOrEqualTo(outlook.expected());
    assertThat(outlook.latest()).isGreaterThanOrEqualTo(outlook.expected());
  }

  @Test
  void budgetThatComesBackWillNotRunOut() {
    long[] bad = clean(WINDOW);
    for (int i = 0; i < WINDOW; i++) {
      bad[i] = 4;
    }
    // Half of the budget went in an incident that leaves the window within the week.
    for (int i = 30; i < 36; i++) {
      bad[i] = 600;
    }
    BudgetOutlook outlook = outlook(bad);
    assertThat(outlook.state()).isEqualTo(State.WILL_NOT_RUN_OUT);
    assertThat(outlook.expected()).isEqualTo(Forecast.NEVER);
    assertThat(outlook.middle()).isGreaterThan(outlook.remaining() + 0.3);
    assertThat(outlook.why()).contains("will not run out within 7d");
  }

  @Test
  void burnOfLessThanTheBudgetWillNotRunOut() {
    long[] bad = clean(WINDOW);
    Arrays.fill(bad, 8);
    assertThat(outlook(bad).state()).isEqualTo(State.WILL_NOT_RUN_OUT);
  }

  @Test
  void incidentThatJustBeganLeavesItOpen() {
    long[] bad = clean(WINDOW);
    for (int i = WINDOW - 6; i < WINDOW; i++) {
      bad[i] = 200;
    }
    BudgetOutlook outlook = outlook(bad);
    assertThat(outlook.state()).isEqualTo(State.MAY_RUN_OUT);
    assertThat(outlook.probability()).isBetween(0.2, 0.9);
    assertThat(outlook.earliest()).isLessThan(Forecast.NEVER);
  }

  @Test
  void incidentThatEndedIsNotCarriedOn() {
    long[] bad = clean(WINDOW);
    for (int i = WINDOW - 18; i < WINDOW - 12; i++) {
      bad[i] = 600;
    }
    BudgetOutlook outlook = outlook(bad);
    assertThat(outlook.remaining()).isBetween(0.49, 0.51);
    assertThat(outlook.state()).isEqualTo(State.WILL_NOT_RUN_OUT);
  }

  @Test
  void overspentBudgetIsExhaustedNow() {
    long[] bad = clean(WINDOW);
    Arrays.fill(bad, 12);
    BudgetOutlook outlook = outlook(bad);
    assertThat(outlook.state()).isEqualTo(State.EXHAUSTED);
    assertThat(outlook.expected()).isEqualTo(NOW);
  }

  @Test
  void timeBeforeTheFirstEventCountsAsCleanTraffic() {
    long[] bad = clean(24);
    Arrays.fill(bad, 30);
    assertThat(outlook(bad).remaining()).as("3 times the budget for a 30th").isBetween(0.89, 0.91);
  }

  @Test
  void noEventsIsLearning() {
    assertThat(outlook(clean(0)).state()).isEqualTo(State.LEARNING);
  }

  @Test
  void sameSeedGivesTheSameOutlook() {
    long[] bad = clean(WINDOW);
    for (int i = WINDOW - 6; i < WINDOW; i++) {
      bad[i] = 300;
    }
    assertThat(outlook(bad)).isEqualTo(outlook(bad));
  }

  @Test
  void horizonBeyondTheWindowIsRefused() {
    assertThatThrownBy(() -> new BudgetForecast(0.01, Duration.ofDays(7), Duration.ofDays(8)))
        .hasMessage("horizon: PT192H (expected: above 0 up to the window, PT168H)");
  }
}
