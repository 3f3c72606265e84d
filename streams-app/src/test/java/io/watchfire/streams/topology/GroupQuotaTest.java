/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class GroupQuotaTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final GroupQuota quota = new GroupQuota(4, new StreamMeters(registry));

  @Test
  void theLimitOfARuleIsSpreadOverThePartitionsAndRoundedUp() {
    assertThat(groupsThatFit("nine", 9)).isEqualTo(3);
    assertThat(groupsThatFit("eight", 8)).isEqualTo(2);
    assertThat(groupsThatFit("one", 1)).isEqualTo(1);
  }

  @Test
  void rulesDoNotTakeEachOthersRoom() {
    groupsThatFit("first", 8);
    assertThat(quota.hasRoom("first", 8)).isFalse();
    assertThat(quota.hasRoom("second", 8)).isTrue();
  }

  @Test
  void aForgottenGroupMakesRoomForOneMore() {
    groupsThatFit("rule", 8);
    quota.remove("rule");
    assertThat(groupsThatFit("rule", 8)).isEqualTo(1);
  }

  @Test
  void aLowerLimitLeavesTheGroupsThereAre() {
    groupsThatFit("rule", 40);
    quota.remove("rule");
    assertThat(quota.hasRoom("rule", 36)).as("nine of nine").isFalse();
    assertThat(quota.hasRoom("rule", 40)).as("nine of ten").isTrue();
  }

  @Test
  void everyRefusalIsCounted() {
    groupsThatFit("rule", 4);
    assertThat(refused()).isZero();
    quota.refuse("rule", 4);
    quota.refuse("rule", 4);
    assertThat(refused()).isEqualTo(2);
  }

  private int groupsThatFit(String rule, int maxGroups) {
    int fit = 0;
    while (quota.hasRoom(rule, maxGroups)) {
      quota.add(rule);
      fit++;
    }
    return fit;
  }

  private double refused() {
    return registry.counter("watchfire_sums", "result", "group_refused").count();
  }
}
