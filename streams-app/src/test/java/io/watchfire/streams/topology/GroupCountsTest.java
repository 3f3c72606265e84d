/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.streams.query.GroupKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** When it is told how many groups there are. */
class GroupCountsTest {
  private static final long NOW = 1_800_000_000_000L;

  private final GroupCounts census = new GroupCounts();
  private final List<String> told = new ArrayList<>();

  @Test
  void changesAreToldAtMostEveryTenSecondsAndTheRestEveryMinute() {
    census.add(group("acme", "eu", "a"), 1);
    tell(0);
    assertThat(told).containsExactly("acme 1");
    census.add(group("acme", "us", "b"), 1);
    tell(9);
    assertThat(told).hasSize(1);
    tell(10);
    assertThat(told).containsExactly("acme 1", "acme 2");
    tell(69);
    assertThat(told).hasSize(2);
    tell(70);
    assertThat(told).containsExactly("acme 1", "acme 2", "acme 2");
  }

  @Test
  void tenantsAreCountedApart() {
    census.add(group("acme", "", "a"), 1);
    census.add(group("bolt", "", "a"), 1);
    tell(0);
    assertThat(told).containsExactlyInAnyOrder("acme 1", "bolt 1");
  }

  @Test
  void whatIsNewsIsToldAheadOfItsTimeAndOnce() {
    GroupKey group = group("acme", "", "a");
    census.add(group, 1);
    tell(0);
    census.add(group("acme", "", "b"), 1);
    census.tellNews(group, NOW + 1_000, this::told);
    census.tellNews(group, NOW + 1_000, this::told);
    assertThat(told).containsExactly("acme 1", "acme 2");
  }

  @Test
  void thatNoneIsLeftIsToldOnce() {
    census.add(group("acme", "", "a"), 1);
    tell(0);
    census.add(group("acme", "", "a"), -1);
    tell(10);
    tell(200);
    assertThat(told).containsExactly("acme 1", "acme 0");
  }

  @Test
  void thatARuleIsGoneSinceTheLastStartIsTold() {
    census.add(group("acme", "", "a"), 0);
    tell(0);
    tell(200);
    assertThat(told).containsExactly("acme 0");
  }

  @Test
  void groupsWithoutLabelsHaveNoOthersLikeThem() {
    census.add(new GroupKey("acme", "", "orders", Map.of()), 1);
    tell(0);
    assertThat(told).isEmpty();
  }

  private void tell(long second) {
    census.tell(NOW + second * 1_000, this::told);
  }

  private void told(GroupKey key, long groups) {
    told.add(key.tenant() + ' ' + groups);
  }

  private static GroupKey group(String tenant, String cluster, String region) {
    return new GroupKey(tenant, cluster, "orders", Map.of("region", region));
  }
}
