/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.engine;

import io.watchfire.streams.query.Sum;
import io.watchfire.streams.slo.BucketLog;
import io.watchfire.streams.slo.GroupState;
import io.watchfire.streams.slo.SloDefinition;
import io.watchfire.streams.slo.SloGroup;
import io.watchfire.streams.spec.SloSpec;
import java.util.HashMap;
import java.util.Map;

/** A group of an objective that is fed a sum every step of virtual time; data is never late. */
final class ObservedGroup {
  private record Place(int level, long end) {}

  private record Events(long counted, long total) {}

  private static final class Kept implements BucketLog {
    private final Map<Place, Events> buckets = new HashMap<>();

    @Override
    public void put(int level, long end, long counted, long total) {
      buckets.put(new Place(level, end), new Events(counted, total));
    }

    @Override
    public void delete(int level, long end) {
      buckets.remove(new Place(level, end));
    }
  }

  private final SloDefinition definition;
  private final Kept kept;
  private final SloGroup group;
  private final long stepMillis;
  private long nowMillis;

  private ObservedGroup(
      SloDefinition definition, Kept kept, SloGroup group, long stepMillis, long nowMillis) {
    this.definition = definition;
    this.kept = kept;
    this.group = group;
    this.stepMillis = stepMillis;
    this.nowMillis = nowMillis;
  }

  static ObservedGroup begin(SloSpec rule, long nowMillis, long stepMillis) {
    SloDefinition definition =
        new SloDefinition(
            rule.objective(), rule.timing(), rule.sli().countsGood(), rule.indicator().origins());
    Kept kept = new Kept();
    Sum first = new Sum(nowMillis, 0, 0, 0, true, true);
    SloGroup group = SloGroup.begin(definition, first, nowMillis, nowMillis, kept);
    return new ObservedGroup(definition, kept, group, stepMillis, nowMillis);
  }

  SloGroup group() {
    return group;
  }

  long nowMillis() {
    return nowMillis;
  }

  /** One step later so many events were seen. */
  void observe(long bad, long total) {
    nowMillis += stepMillis;
    group.observe(new Sum(nowMillis, 0, bad, total, true, true), nowMillis, nowMillis);
  }

  /** The same, so many times. */
  void observe(int steps, long bad, long total) {
    for (int i = 0; i < steps; i++) {
      observe(bad, total);
    }
  }

  /** Lets time pass in which nothing comes. */
  void silence(long millis) {
    long untilMillis = nowMillis + millis;
    while (nowMillis < untilMillis) {
      nowMillis = Math.min(untilMillis, nowMillis + 1_000);
      group.tick(nowMillis);
    }
  }

  /** The group as it comes back from what was kept of it. */
  ObservedGroup restarted() {
    GroupState state = GroupState.read(group.state().write());
    Kept again = new Kept();
    again.buckets.putAll(kept.buckets);
    SloGroup restored = SloGroup.restore(definition, state, nowMillis, again);
    kept.buckets.forEach(
        (place, events) ->
            restored
                .buckets()
                .restore(place.level(), place.end(), events.counted(), events.total()));
    restored.buckets().restored();
    return new ObservedGroup(definition, again, restored, stepMillis, nowMillis);
  }
}
