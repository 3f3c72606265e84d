/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.topology.series;

import io.watchfire.streams.query.Origin;
import io.watchfire.streams.query.SourceChoice;
import io.watchfire.streams.query.Sum;
import io.watchfire.streams.topology.SumsRecord;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Which source of a rule counts for one resource. Within a process the sources of a default rule
 * may describe the same requests (an old and a new convention side by side, HTTP beside the RPC
 * that it carries), so exactly one of them goes on to the group. Rules with one source pass
 * through.
 *
 * <p>A choice is kept in the series store, under a key that earlier releases skip. While only one
 * source was seen it is written when it is made and every ten minutes of event time, else each
 * time.
 */
final class SourceChoices {
  private static final long GONE_MILLIS = Duration.ofDays(2).toMillis();
  private static final int MAX_REMEMBERED = 50_000;

  private final KeyValueStore<Bytes, byte[]> store;
  private final ChoosingRules rules;
  private final Map<Bytes, SourceChoice> remembered = new LinkedHashMap<>();

  SourceChoices(KeyValueStore<Bytes, byte[]> store, ChoosingRules rules) {
    this.store = store;
    this.rules = rules;
  }

  /** What of a resource's sums counts; nothing of it may be left. */
  SumsRecord of(byte[] resource, byte[] target, SumsRecord record) {
    if (record.sums().isEmpty()) {
      return record;
    }
    Optional<ChoosingRules.Sources> sources = rules.sources(target);
    if (sources.isEmpty()) {
      return record;
    }
    byte[] key = SeriesKeys.choice(resource, target, sources.get().names());
    int chosen = choose(key, sources.get().origins(), record.sums());
    if (chosen == SourceChoice.NONE) {
      return record;
    }
    List<Sum> counting = record.sums().stream().filter(sum -> sum.source() == chosen).toList();
    return new SumsRecord(
        record.appendTimeMillis(),
        counting.isEmpty() ? "" : record.notice(),
        !counting.isEmpty() && record.invalid(),
        counting,
        record.gauges(),
        record.distributions(),
        record.command());
  }

  /** Whether a choice was of a resource that has long been silent. */
  static boolean isGone(byte[] value, long wallClockMillis) {
    long traffic = SourceChoice.read(value, candidate -> 0).trafficMillis();
    return traffic < wallClockMillis - GONE_MILLIS;
  }

  /** Forgets what was removed from the store. */
  void removed(Bytes key) {
    remembered.remove(key);
  }

  private int choose(byte[] key, List<Origin> origins, List<Sum> sums) {
    Bytes kept = Bytes.wrap(key);
    SourceChoice choice = choice(kept, origins);
    int before = choice.chosen();
    long halvings = choice.halvings();
    int chosen = choice.choose(events(sums), newest(sums));
    boolean moved = chosen != before || choice.halvings() != halvings || choice.contested();
    if (chosen != SourceChoice.NONE && moved) {
      store.put(kept, choice.write());
    }
    return chosen;
  }

  private SourceChoice choice(Bytes key, List<Origin> origins) {
    SourceChoice known = remembered.get(key);
    if (known == null) {
      byte[] value = store.get(key);
      known =
          value == null
              ? new SourceChoice(source -> rank(source, origins))
              : SourceChoice.read(value, source -> rank(source, origins));
      if (remembered.size() >= MAX_REMEMBERED) {
        remembered.clear();
      }
      remembered.put(key, known);
    }
    return known;
  }

  private static int rank(int source, List<Origin> origins) {
    return source < origins.size() ? origins.get(source).rank() : 0;
  }

  private static Map<Integer, Long> events(List<Sum> sums) {
    Map<Integer, Long> events = new TreeMap<>();
    for (Sum sum : sums) {
      events.merge(sum.source(), Math.max(sum.numerator(), sum.total()), Long::sum);
    }
    return events;
  }

  private static long newest(List<Sum> sums) {
    return sums.stream().mapToLong(Sum::timeMillis).max().orElse(0);
  }
}
