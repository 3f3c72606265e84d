/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.slo;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.schemas.alert.AlertState;
import io.watchfire.streams.alerting.Lifecycle;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GroupStateTest {
  private static final long NOW = 1_795_428_000_000L;

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
                new GroupState.Measurement(
                    "threshold: ü",
                    random.nextBoolean(),
                    new GroupState.Counted(random.nextLong(), time(random), "events")),
                new GroupState.Alerts(life(state, reason, random), Lifecycle.NEW));
        assertThat(GroupState.read(written.write())).isEqualTo(written);
      }
    }
  }

  @Test
  void anEarlierReleaseReadsWhatItKnowsAndIsKeptFromWhatItDoesNot() {
    GroupState before =
        new GroupState(
            1,
            NOW,
            new GroupState.Observed(NOW - 5_000, NOW, 0, NOW, NOW, 0),
            0,
            new GroupState.Measurement("", false),
            GroupState.Alerts.NEW);
    assertThat(GroupState.read(before.write()).counted().fingerprint()).as("unknown").isZero();
    assertThat(before.known(42).fedBy("http").write()).startsWith(before.write());
  }

  @Test
  void aSourceIsKnownByItsNameWhereverItStands() {
    GroupState fed = GroupState.begin(1, NOW, NOW).fedBy("rpc");
    assertThat(fed.amongSources(List.of("rpc", "http")).source()).isZero();
    assertThat(fed.amongSources(List.of("http")).source()).as("the last stands in").isZero();
    assertThat(GroupState.begin(1, NOW, NOW).amongSources(List.of("http", "rpc")).source())
        .as("of unknown name")
        .isEqualTo(1);
  }

  private static Lifecycle life(AlertState state, Lifecycle.Reason reason, Random random) {
    return new Lifecycle(
        state, random.nextInt(9), reason, time(random), time(random), time(random), 3_600_000);
  }

  private static long time(Random random) {
    return 1_795_428_000_000L + random.nextInt(1_000_000);
  }
}
