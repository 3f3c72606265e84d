/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.slo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BucketsTest {
  private static final long NOW = 1_795_428_000_123L;
  private static final long AHEAD = 60_000;

  private final BucketLayout layout =
      BucketLayout.of(
          new TreeSet<>(
              List.of(
                  Duration.ofMinutes(5),
                  Duration.ofMinutes(30),
                  Duration.ofHours(1),
                  Duration.ofHours(6),
                  Duration.ofDays(3),
                  Duration.ofDays(30))));

  /** The log as the store would keep it. */
  private static final class Kept implements BucketLog {
    final Map<List<Long>, long[]> buckets =
        new TreeMap<>((a, b) -> a.toString().compareTo(b.toString()));

    @Override
    public void put(int level, long end, long counted, long total) {
      buckets.put(List.of((long) level, end), new long[] {counted, total});
    }

    @Override
    public void delete(int level, long end) {
      assertThat(buckets.remove(List.of((long) level, end)))
          .as("level %d at %d", level, end)
          .isNotNull();
    }
  }

  private record Event(long time, long bad, long total) {}

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void everyWindowIsTheSumOfItsEventsWhateverTheClockDoes(long seed) {
    Random random = new Random(seed);
    Kept kept = new Kept();
    Buckets buckets = new Buckets(layout, NOW, AHEAD, kept);
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      Event event = new Event(buckets.clock() + timeFromClock(random), random.nextInt(5), 7);
      if (!buckets.tooOld(event.time())) {
        buckets.add(event.time(), event.bad(), event.total());
        events.add(event);
      }
      buckets.advance(buckets.clock() + step(random));
      check(seed, i, buckets, events);
      if (random.nextInt(300) == 0) {
        buckets = restored(buckets.clock(), kept);
        check(seed, i, buckets, events);
      }
    }
  }

  private static long timeFromClock(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> random.nextLong(AHEAD);
      case 1 -> -random.nextLong(3_600_000);
      case 2 -> -random.nextLong(40L * 86_400_000);
      default -> -random.nextLong(5_000);
    };
  }

  private static long step(Random random) {
    return switch (random.nextInt(200)) {
      case 0 -> random.nextLong(20L * 86_400_000);
      case 1, 2, 3 -> random.nextLong(7_200_000);
      case 4 -> -random.nextLong(10_000);
      default -> random.nextLong(3_000);
    };
  }

  private void check(long seed, int step, Buckets buckets, List<Event> events) {
    for (int i = 0; i < layout.size(); i++) {
      long width = layout.width(i);
      long end = Math.ceilDiv(buckets.clock(), width) * width;
      long bad = 0;
      long total = 0;
      for (Event event : events) {
        if (event.time() > end - layout.window(i) && event.time() <= end) {
          bad += event.bad();
          total += event.total();
        }
      }
      assertThat(List.of(buckets.counted(i), buckets.total(i)))
          .as("seed %d, step %d, window %d", seed, step, i)
          .isEqualTo(List.of(bad, total));
    }
  }

  private Buckets restored(long clock, Kept kept) {
    Buckets again = new Buckets(layout, clock, AHEAD, kept);
    kept.buckets.forEach(
        (key, sums) -> again.restore(key.get(0).intValue(), key.get(1), sums[0], sums[1]));
    again.restored();
    return again;
  }

  @Test
  void aFewHundredBucketsHoldThirtyDays() {
    Kept kept = new Kept();
    Buckets buckets = new Buckets(layout, NOW, AHEAD, kept);
    for (long time = NOW; time < NOW + 40L * 86_400_000; time += 60_000) {
      buckets.advance(time);
      buckets.add(time, 0, 1);
    }
    assertThat(kept.buckets.size()).isBetween(50, 250);
    assertThat(buckets.total(layout.size() - 1))
        .as("thirty days, of which the newest bucket has still to fill")
        .isBetween(29L * 1_440, 30L * 1_440);
  }

  @Test
  void clearedBucketsLeaveNothingBehind() {
    Kept kept = new Kept();
    Buckets buckets = new Buckets(layout, NOW, AHEAD, kept);
    buckets.add(NOW, 1, 2);
    buckets.add(NOW - 86_400_000, 1, 2);
    buckets.clear();
    assertThat(kept.buckets).isEmpty();
    assertThat(buckets.total(layout.size() - 1)).isZero();
  }
}
