/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.topology.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.watchfire.schemas.alert.Alert;
import io.watchfire.streams.alerting.Timing;
import io.watchfire.streams.query.GroupKey;
import io.watchfire.streams.query.MetricQuery;
import io.watchfire.streams.query.Sum;
import io.watchfire.streams.slo.MinimumTraffic;
import io.watchfire.streams.slo.Objective;
import io.watchfire.streams.slo.Tier;
import io.watchfire.streams.spec.Rules;
import io.watchfire.streams.spec.SloSpec;
import io.watchfire.streams.spec.Source;
import io.watchfire.streams.topology.StreamMeters;
import io.watchfire.streams.topology.SumsRecord;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a task finds in its store after a restart, an upgrade or a change of its rules. */
public class RestoreTest {
  private static final long NOW = 1_795_435_200_000L;

  private final GroupStore store = new GroupStore(inMemory());
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final StreamMeters meters = new StreamMeters(registry);

  @Test
  void groupsComeBackWithTheirWindows() {
    fill(rule(Objective.defaultTiers(), Duration.ofDays(30)));
    Groups groups = load(rule(Objective.defaultTiers(), Duration.ofDays(30)));
    assertThat(groups.all()).hasSize(1);
    var buckets = groups.all().iterator().next().evaluator().group().buckets();
    int period = 7;
    assertThat(buckets.counted(period)).isEqualTo(60);
    assertThat(buckets.total(period)).isEqualTo(6_000);
  }

  @Test
  void aChangedPeriodKeepsWhatIsKnown() {
    fill(rule(Objective.defaultTiers(), Duration.ofDays(30)));
    SloSpec changed = rule(Objective.defaultTiers(), Duration.ofDays(28));
    Groups groups = load(changed);
    var buckets = groups.all().iterator().next().evaluator().group().buckets();
    assertThat(buckets.total(7)).isEqualTo(6_000);
    assertThat(load(changed).all().iterator().next().evaluator().group().buckets().total(7))
        .as("and is kept in the new layout")
        .isEqualTo(6_000);
  }

  @Test
  void aRemovedRuleLeavesAnOrphanWhoseAlertsCanBeEnded() {
    fill(rule(Objective.defaultTiers(), Duration.ofDays(30)));
    Groups groups = new Groups(Rules.of(List.of()), 1, meters);
    groups.load(store, NOW);
    assertThat(groups.all()).isEmpty();
    assertThat(groups.orphans()).hasSize(1);
  }

  @Test
  void aGroupAboveTheLimitIsRefusedAndCountedUntilAnotherIsForgotten() {
    Groups groups = load(rule(Objective.defaultTiers(), Duration.ofDays(30)));
    for (int i = 0; i < 10; i++) {
      assertThat(find(groups, "tenant-" + i)).isNotNull();
    }
    assertThat(find(groups, "one-too-many")).isNull();
    assertThat(registry.counter("watchfire_sums", "result", "group_refused").count()).isEqualTo(1);
    groups.remove(groups.all().iterator().next());
    assertThat(find(groups, "one-too-many")).isNotNull();
  }

  private @Nullable RunningGroup find(Groups groups, String tenant) {
    byte[] key = new GroupKey(tenant, "", "checkout", Map.of()).bytes();
    Sum sum = new Sum(NOW, 0, 0, 1, true, true);
    return groups.find(store, key, new SumsRecord(NOW, "", false, List.of(sum)), NOW);
  }

  private Groups load(SloSpec rule) {
    Groups groups = new Groups(Rules.of(List.of(rule)), 1, meters);
    groups.load(store, NOW);
    return groups;
  }

  /** An hour of traffic of one group, a sum a minute. */
  private void fill(SloSpec rule) {
    Groups groups = new Groups(Rules.of(List.of(rule)), 1, meters);
    byte[] key = new GroupKey("acme", "", "checkout", Map.of()).bytes();
    for (int minute = 60; minute > 0; minute--) {
      long time = NOW - minute * 60_000L;
      SumsRecord sums =
          new SumsRecord(time, "", false, List.of(new Sum(time, 0, 1, 100, true, true)));
      RunningGroup group = groups.find(store, key, sums, time);
      assertThat(group).isNotNull();
      group.evaluator().group().observe(sums.sums().get(0), time, time);
      store.putState(group.hash(), group.evaluator().group().state());
    }
  }

  private static SloSpec rule(List<Tier> tiers, Duration period) {
    return new SloSpec(
        "checkout",
        "",
        "checkout",
        new Objective(new BigDecimal("99.9"), period, tiers, MinimumTraffic.DEFAULT),
        new SloSpec.Sli(
            List.of(
                new Source(
                    "events",
                    List.of(MetricQuery.of("bad")),
                    List.of(MetricQuery.of("all")),
                    List.of())),
            false),
        List.of(),
        Timing.DEFAULT,
        Alert.Mode.ALERT,
        Map.of(),
        Map.of(),
        10,
        true);
  }

  public static KeyValueStore<Bytes, byte[]> inMemory() {
    KeyValueStore<Bytes, byte[]> store =
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore("groups"), Serdes.Bytes(), Serdes.ByteArray())
            .withLoggingDisabled()
            .withCachingDisabled()
            .build();
    MockProcessorContext<Void, Void> context = new MockProcessorContext<>();
    store.init(context.getStateStoreContext(), store);
    return store;
  }
}
