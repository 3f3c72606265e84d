/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.slo;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.streams.slo.ConstantBurn.Traffic;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * How often alerts begin near the factor of a tier, where noise decides. More chance: {@code
 * -Dwatchfire.flapping.first=SEED -Dwatchfire.flapping.seeds=100}.
 */
class FlappingTest {
  private static final Duration TEN_HOURS = Duration.ofHours(10);
  private static final List<String> OBJECTIVES = List.of("99.9", "99");
  private static final List<Double> PER_SECOND = List.of(0.05, 0.2, 0.5, 2.0, 10.0, 100.0);
  private static final List<Long> EXPORTS = List.of(10_000L, 60_000L);
  private static final Duration MONTH = Duration.ofDays(30);

  static Stream<Arguments> nearEveryFactor() {
    return Objective.defaultTiers().stream()
        .flatMap(
            tier ->
                Stream.of("0.8", "0.9", "1.0", "1.1", "1.2")
                    .map(share -> Arguments.of(tier, Double.parseDouble(share))));
  }

  @ParameterizedTest(name = "{0} at {1} of its factor")
  @MethodSource("nearEveryFactor")
  void atMostFourBeginInTwoHoursAtAnyConstantBurn(Tier tier, double share) {
    long first = Long.getLong("watchfire.flapping.first", 1);
    for (long seed = first; seed < first + Long.getLong("watchfire.flapping.seeds", 1); seed++) {
      for (String percent : OBJECTIVES) {
        for (double perSecond : PER_SECOND) {
          for (long exportMillis : EXPORTS) {
            Traffic traffic = new Traffic(perSecond, exportMillis);
            for (ConstantBurn burn : all(tier, share, percent, traffic, seed)) {
              assertThat(burn.mostInTwoHours())
                  .as("seed %d, objective %s, %s", seed, percent, traffic)
                  .isLessThanOrEqualTo(4);
            }
          }
        }
      }
    }
  }

  /** Young and old, by itself and with the others. */
  private static List<ConstantBurn> all(
      Tier tier, double share, String percent, Traffic traffic, long seed) {
    return Stream.of(objective(percent, List.of(tier)), objective(percent, DEFAULT))
        .flatMap(
            objective -> {
              ConstantBurn young = new ConstantBurn(objective, tier.severity(), traffic, seed);
              ConstantBurn old = new ConstantBurn(objective, tier.severity(), traffic, seed);
              old.history(bad(objective, tier, share), tier.longWindow().multipliedBy(2));
              return Stream.of(young, old)
                  .peek(burn -> burn.run(bad(objective, tier, share), TEN_HOURS));
            })
        .toList();
  }

  private static final List<Tier> DEFAULT = Objective.defaultTiers();

  @Test
  void asSlothEndsThemThePageBeginsTimeAndAgain() {
    Tier page = DEFAULT.getFirst();
    Objective objective = objective("99.9", List.of(sloth(page)));
    ConstantBurn burn = new ConstantBurn(objective, Severity.PAGE, new Traffic(10, 10_000), 1);
    burn.history(bad(objective, page, 1), Duration.ofHours(2));
    burn.run(bad(objective, page, 1), TEN_HOURS);
    assertThat(burn.mostInTwoHours()).as("what the endings are for").isGreaterThan(10);
  }

  @Test
  void anOutageBeginsToPageAtTheSameRecordAsSloths() {
    for (long seed = 1; seed <= 40; seed++) {
      for (double share : List.of(1.0, 0.5, 0.1, 0.02)) {
        assertThat(firstPage(DEFAULT, share, seed))
            .as("seed %d, %s of requests fail", seed, share)
            .isPositive()
            .isEqualTo(firstPage(DEFAULT.stream().map(FlappingTest::sloth).toList(), share, seed));
      }
    }
  }

  private static long firstPage(List<Tier> tiers, double share, long seed) {
    ConstantBurn burn =
        new ConstantBurn(objective("99.9", tiers), Severity.PAGE, new Traffic(10, 10_000), seed);
    burn.history(0.0001, Duration.ofHours(8));
    burn.run(share, Duration.ofHours(2));
    return burn.begins().getFirst() - ConstantBurn.START;
  }

  @Test
  void aTotalOutageOfAnHourPagesWithinAMinuteAndEndsAnHourAfterItsEnd() {
    ConstantBurn burn =
        new ConstantBurn(objective("99.9", DEFAULT), Severity.PAGE, new Traffic(10, 10_000), 1);
    burn.history(0, Duration.ofDays(4));
    long began = burn.now();
    burn.run(1, Duration.ofHours(1));
    long over = burn.now();
    burn.run(0, Duration.ofHours(3));
    assertThat(burn.begins()).singleElement().isEqualTo(began + 60_000);
    assertThat(burn.ends()).hasSize(1);
    assertThat(Duration.ofMillis(burn.ends().getFirst() - over))
        .as("the short window of the six hours' tier, and its hold of as much")
        .isBetween(Duration.ofMinutes(59), Duration.ofMinutes(61));
  }

  @Test
  void thePageOfTheFastTierEndsWithinMinutes() {
    Tier page = DEFAULT.getFirst();
    ConstantBurn burn =
        new ConstantBurn(
            objective("99.9", List.of(page)), Severity.PAGE, new Traffic(10, 10_000), 1);
    burn.history(0, Duration.ofHours(8));
    burn.run(1, Duration.ofMinutes(10));
    long over = burn.now();
    burn.run(0, Duration.ofHours(1));
    assertThat(Duration.ofMillis(burn.ends().getFirst() - over))
        .as("five minutes and a hold of fifteen")
        .isBetween(Duration.ofMinutes(19), Duration.ofMinutes(21));
  }

  private static Tier sloth(Tier tier) {
    return new Tier(
        tier.severity(), tier.budgetPercent(), tier.shortWindow(), tier.longWindow(), Ending.SLOTH);
  }

  private static double bad(Objective objective, Tier tier, double share) {
    return tier.factor(MONTH) * objective.budget().doubleValue() * share;
  }

  private static Objective objective(String percent, List<Tier> tiers) {
    return new Objective(new BigDecimal(percent), MONTH, tiers, MinimumTraffic.DEFAULT);
  }
}
