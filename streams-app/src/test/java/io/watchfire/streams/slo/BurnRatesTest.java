/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.slo;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class BurnRatesTest {
  private static final long NOW = 1_795_428_000_000L;
  private static final long LONG_AGO = NOW - Duration.ofDays(60).toMillis();
  private static final MinimumTraffic NONE = new MinimumTraffic(0, 0, 0, 0);

  private static Objective objective(String percent, MinimumTraffic minimum) {
    return new Objective(
        new BigDecimal(percent), Duration.ofDays(30), Objective.defaultTiers(), minimum);
  }

  private static Buckets holding(Objective objective, long counted, long total) {
    BucketLog nowhere =
        new BucketLog() {
          @Override
          public void put(int level, long end, long bucketCounted, long bucketTotal) {}

          @Override
          public void delete(int level, long end) {}
        };
    Buckets buckets = new Buckets(objective.layout(), NOW, 60_000, nowhere);
    buckets.add(NOW, counted, total);
    return buckets;
  }

  private static BurnRates rates(Objective objective) {
    return new BurnRates(objective, objective.layout(), false);
  }

  @Test
  void equalityWithTheFactorIsNotAboveIt() {
    Objective objective = objective("99.9", NONE);
    assertThat(rates(objective).burning(Severity.PAGE, holding(objective, 144, 10_000), LONG_AGO))
        .as("14.4 times the budget exactly: only the slower tier burns")
        .extracting(Tier::longWindow)
        .isEqualTo(Duration.ofHours(6));
    assertThat(rates(objective).burning(Severity.PAGE, holding(objective, 145, 10_000), LONG_AGO))
        .extracting(Tier::longWindow)
        .isEqualTo(Duration.ofHours(1));
    assertThat(rates(objective).burning(Severity.PAGE, holding(objective, 6, 1_000), LONG_AGO))
        .as("6 times the budget exactly")
        .isNull();
  }

  @Test
  void oneEventInTenTrillionDecides() {
    Objective objective = objective("99.9", NONE);
    long total = 1_000_000_000_000_000L;
    long exactly = total / 1_000 * 6;
    assertThat(
            rates(objective).burning(Severity.PAGE, holding(objective, exactly, total), LONG_AGO))
        .isNull();
    assertThat(
            rates(objective)
                .burning(Severity.PAGE, holding(objective, exactly + 1, total), LONG_AGO))
        .isNotNull();
  }

  @Test
  void timeBeforeTheFirstObservationCountsAsCleanTraffic() {
    Objective objective = objective("99.9", NONE);
    long youngStart = NOW - Duration.ofSeconds(60).toMillis();
    assertThat(rates(objective).burning(Severity.PAGE, holding(objective, 100, 100), youngStart))
        .as("a total outage pages after a minute")
        .isNotNull();
    assertThat(rates(objective).burning(Severity.PAGE, holding(objective, 1, 100), youngStart))
        .as("one error of a young service does not")
        .isNull();
    assertThat(rates(objective).burning(Severity.PAGE, holding(objective, 1, 50), LONG_AGO))
        .as("it would, were the service old")
        .isNotNull();
  }

  @Test
  void tooLittleTrafficWakesNobody() {
    Objective objective = objective("99.9", MinimumTraffic.DEFAULT);
    assertThat(rates(objective).burning(Severity.PAGE, holding(objective, 9, 100), LONG_AGO))
        .isNull();
    assertThat(rates(objective).burning(Severity.PAGE, holding(objective, 10, 99), LONG_AGO))
        .isNull();
    assertThat(rates(objective).burning(Severity.PAGE, holding(objective, 10, 100), LONG_AGO))
        .isNotNull();
    assertThat(rates(objective).burning(Severity.TICKET, holding(objective, 4, 4), LONG_AGO))
        .isNull();
    assertThat(rates(objective).burning(Severity.TICKET, holding(objective, 5, 5), LONG_AGO))
        .isNotNull();
  }

  @Test
  void badAboveTotalIsClamped() {
    Objective objective = objective("99", NONE);
    BurnRates rates = rates(objective);
    Buckets buckets = holding(objective, 15, 10);
    assertThat(rates.read(buckets, 0, LONG_AGO).bad()).isEqualTo(10);
    assertThat(rates.exceedsTotal(buckets, 0)).isTrue();
    BurnRates good = new BurnRates(objective, objective.layout(), true);
    assertThat(good.read(buckets, 0, LONG_AGO).bad()).isZero();
  }

  @Test
  void noTrafficBurnsNothing() {
    Objective objective = objective("99", NONE);
    BurnRates rates = rates(objective);
    Buckets buckets = holding(objective, 0, 0);
    assertThat(rates.rate(rates.read(buckets, 0, LONG_AGO))).isZero();
    assertThat(rates.burning(Severity.TICKET, buckets, LONG_AGO)).isNull();
  }

  @Test
  void aRateOfOneSpendsTheBudgetInOnePeriod() {
    Objective objective = objective("99", NONE);
    BurnRates rates = rates(objective);
    assertThat(rates.rate(rates.read(holding(objective, 1, 100), 0, LONG_AGO)))
        .isCloseTo(1, Offset.offset(1e-12));
    assertThat(objective.tiers().stream().map(tier -> tier.factor(objective.period())).toList())
        .usingComparatorForType((a, b) -> Math.abs(a - b) < 1e-9 ? 0 : 1, Double.class)
        .isEqualTo(List.of(14.4, 6.0, 3.0, 1.0));
  }
}
