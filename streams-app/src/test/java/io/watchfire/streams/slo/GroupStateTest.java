/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.slo;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.schemas.alert.AlertState;
import io.watchfire.streams.alerting.Lifecycle;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GroupStateTest {
  @Test
  void itReadsWhatItWrote() {
    Random random = new Random(7);
    for (AlertState state : AlertState.values()) {
      for (Lifecycle.Reason reason : Lifecycle.Reason.values()) {
        GroupState written =
            new GroupState(
                random.nextInt(5),
                time(random),
                new GroupState.Observed(
                    time(random),
                    time(random),
                    random.nextBoolean() ? 0 : time(random),
                    time(random),
                    time(random),
                    random.nextInt(1_000_000)),
                random.nextInt(100),
                new GroupState.Measurement("threshold: ü", random.nextBoolean()),
                new GroupState.Alerts(life(state, reason, random), Lifecycle.NEW));
        assertThat(GroupState.read(written.write())).isEqualTo(written);
      }
    }
  }

  private static Lifecycle life(AlertState state, Lifecycle.Reason reason, Random random) {
    return new Lifecycle(
        state, random.nextInt(9), reason, time(random), time(random), time(random), 3_600_000);
  }

  private static long time(Random random) {
    return 1_795_428_000_000L + random.nextInt(1_000_000);
  }
}
