/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.slo;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.schemas.alert.AlertState;
import io.watchfire.streams.alerting.NoDataPolicy;
import io.watchfire.streams.alerting.Timing;
import io.watchfire.streams.query.Sum;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SilenceTest {
  private static final Objective SHORT_WINDOWS =
      new Objective(
          BigDecimal.valueOf(99),
          Duration.ofDays(30),
          List.of(
              new Tier(
                  Severity.PAGE,
                  new BigDecimal("0.02"),
                  Duration.ofSeconds(10),
                  Duration.ofMinutes(1))),
          MinimumTraffic.DEFAULT);

  @ParameterizedTest(name = "the last point {0} ms into a bucket")
  @ValueSource(ints = {0, 1, 250, 500, 750, 999})
  void doesNotEndAnAlertAsARecoveryHoweverShortTheWindow(int intoBucket) {
    long begin = 1_795_000_000_000L + intoBucket;
    Sum first = new Sum(begin - 30_000, 0, 0, 100, true, true);
    SloGroup group =
        SloGroup.begin(
            new SloDefinition(
                SHORT_WINDOWS, new Timing(Duration.ZERO, Duration.ZERO, NoDataPolicy.KEEP), false),
            first,
            begin,
            begin,
            new Nowhere());
    group.observe(first, begin, begin);
    group.observe(new Sum(begin, 0, 200, 200, true, true), begin, begin);
    group.evaluate();
    assertThat(group.state().page().state()).isEqualTo(AlertState.FIRING);
    for (int millis = 100; millis <= 120_000; millis += 100) {
      group.tick(begin + millis);
      group.evaluate();
      assertThat(group.state().page().state())
          .as("%d ms later", millis)
          .isEqualTo(AlertState.FIRING);
    }
  }

  private static final class Nowhere implements BucketLog {
    @Override
    public void put(int level, long end, long counted, long total) {}

    @Override
    public void delete(int level, long end) {}
  }
}
