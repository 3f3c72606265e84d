/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.slo;

import java.util.Arrays;

/**
 * The events of one group in time buckets whose width grows with age, and the sum of every window.
 * A bucket that ends at {@code e} holds the events of {@code (e − width, e]}. Level {@code i} holds
 * buckets as wide as window {@code i} needs; what only that window still needs lives there. The
 * rules are in {@code docs/windows.md}.
 *
 * <p>An update costs one bucket, whatever the number of windows; a sum is taken anew only when the
 * clock moves its window by a bucket.
 */
public final class Buckets {
  private final BucketLayout layout;
  private final BucketLog log;
  private final Level[] levels;
  private final long[] counted;
  private final long[] total;
  private long clock;

  /**
   * Empty buckets.
   *
   * @param clock event time in milliseconds up to which windows reach
   * @param ahead how far ahead of the clock events may lie, in milliseconds
   */
  public Buckets(BucketLayout layout, long clock, long ahead, BucketLog log) {
    this.layout = layout;
    this.log = log;
    this.clock = clock;
    levels = new Level[layout.size()];
    for (int i = 0; i < levels.length; i++) {
      levels[i] = new Level(layout.width(i), span(layout, i, ahead));
    }
    counted = new long[levels.length];
    total = new long[levels.length];
  }

  /** Puts back a bucket that was logged; call {@link #restored} after the last. */
  public void restore(int level, long end, long bucketCounted, long bucketTotal) {
    levels[level].add(end, bucketCounted, bucketTotal);
  }

  /** Ends restoring. */
  public void restored() {
    for (int i = 0; i < levels.length; i++) {
      sum(i);
    }
  }

  /** Puts every bucket that is held into a log, in no order. */
  public void copyTo(BucketLog other) {
    for (int i = 0; i < levels.length; i++) {
      Level level = levels[i];
      for (int slot = 0; slot < level.ends.length; slot++) {
        if (level.ends[slot] != Level.EMPTY) {
          other.put(i, level.ends[slot], level.counted[slot], level.total[slot]);
        }
      }
    }
  }

  /** The clock, event time in milliseconds. */
  public long clock() {
    return clock;
  }

  /** Events counted by the rule's numerator within window {@code i}. */
  public long counted(int i) {
    return counted[i];
  }

  /** All events within window {@code i}. */
  public long total(int i) {
    return total[i];
  }

  /** Whether events of that time are older than every window. */
  public boolean tooOld(long time) {
    return time <= layout.horizon(levels.length - 1, clock);
  }

  /** Adds events of one time; those that are {@link #tooOld} must not come here. */
  public void add(long time, long moreCounted, long moreTotal) {
    if (moreCounted == 0 && moreTotal == 0) {
      return;
    }
    int level = levelFor(time);
    long end = BucketLayout.roundUp(time, layout.width(level));
    int slot = levels[level].add(end, moreCounted, moreTotal);
    log.put(level, end, levels[level].counted[slot], levels[level].total[slot]);
    for (int i = 0; i < levels.length; i++) {
      if (time > layout.horizon(i, clock) && time <= layout.end(i, clock)) {
        counted[i] += moreCounted;
        total[i] += moreTotal;
      }
    }
  }

  /** Moves the clock forward; a clock in the past is ignored. */
  public void advance(long newClock) {
    if (newClock <= clock) {
      return;
    }
    long old = clock;
    clock = newClock;
    // Coarse levels first: what leaves a fine one needs their room.
    for (int i = levels.length - 1; i >= 0; i--) {
      if (layout.end(i, old) != layout.end(i, newClock)) {
        age(i);
      }
    }
    for (int i = 0; i < levels.length; i++) {
      if (layout.end(i, old) != layout.end(i, newClock)) {
        sum(i);
      }
    }
  }

  /** Forgets every event. */
  public void clear() {
    for (int i = 0; i < levels.length; i++) {
      Level level = levels[i];
      for (int slot = 0; slot < level.ends.length; slot++) {
        if (level.ends[slot] != Level.EMPTY) {
          log.delete(i, level.ends[slot]);
          level.remove(slot);
        }
      }
      sum(i);
    }
  }

  /** How much time the buckets of a level may lie apart, see {@link #leaves}. */
  private static long span(BucketLayout layout, int i, long ahead) {
    long newer = i == 0 ? -ahead - layout.width(0) : layout.window(i - 1);
    long waiting = i == layout.size() - 1 ? 0 : layout.width(i + 1);
    return layout.window(i) - newer + waiting;
  }

  private int levelFor(long time) {
    int level = 0;
    while (level < levels.length - 1 && leaves(level, time)) {
      level++;
    }
    return level;
  }

  /** Whether the coarser bucket around this time is beyond the reach of the level's window. */
  private boolean leaves(int level, long time) {
    return BucketLayout.roundUp(time, layout.width(level + 1)) <= layout.horizon(level, clock);
  }

  private void age(int i) {
    Level level = levels[i];
    boolean last = i == levels.length - 1;
    for (int slot = 0; slot < level.ends.length; slot++) {
      long end = level.ends[slot];
      if (end == Level.EMPTY) {
        continue;
      }
      if (last ? end <= layout.horizon(i, clock) : leaves(i, end)) {
        if (!last) {
          merge(end, level.counted[slot], level.total[slot]);
        }
        log.delete(i, end);
        level.remove(slot);
      }
    }
  }

  private void merge(long fineEnd, long moreCounted, long moreTotal) {
    if (tooOld(fineEnd)) {
      return;
    }
    int level = levelFor(fineEnd);
    long end = BucketLayout.roundUp(fineEnd, layout.width(level));
    int slot = levels[level].add(end, moreCounted, moreTotal);
    log.put(level, end, levels[level].counted[slot], levels[level].total[slot]);
  }

  private void sum(int window) {
    long from = layout.horizon(window, clock);
    long to = layout.end(window, clock);
    long sumCounted = 0;
    long sumTotal = 0;
    for (int i = 0; i <= window; i++) {
      Level level = levels[i];
      for (int slot = 0; slot < level.ends.length; slot++) {
        long end = level.ends[slot];
        if (end > from && end <= to) {
          sumCounted += level.counted[slot];
          sumTotal += level.total[slot];
        }
      }
    }
    counted[window] = sumCounted;
    total[window] = sumTotal;
  }

  /** A ring of buckets of one width; allocated when the first event comes. */
  private static final class Level {
    private static final long EMPTY = Long.MIN_VALUE;
    private static final long[] NONE = {};

    private final long width;
    private final int capacity;
    private long[] ends = NONE;
    private long[] counted = NONE;
    private long[] total = NONE;

    Level(long width, long span) {
      this.width = width;
      this.capacity = Math.toIntExact(Math.ceilDiv(span, width)) + 1;
    }

    int add(long end, long moreCounted, long moreTotal) {
      if (ends.length == 0) {
        ends = new long[capacity];
        Arrays.fill(ends, EMPTY);
        counted = new long[capacity];
        total = new long[capacity];
      }
      int slot = (int) Math.floorMod(end / width, (long) ends.length);
      if (ends[slot] != end) {
        if (ends[slot] != EMPTY) {
          throw new IllegalStateException(
              "bucket ring of width " + width + " is full at " + end + ", holds " + ends[slot]);
        }
        ends[slot] = end;
        counted[slot] = 0;
        total[slot] = 0;
      }
      counted[slot] += moreCounted;
      total[slot] += moreTotal;
      return slot;
    }

    void remove(int slot) {
      ends[slot] = EMPTY;
    }
  }
}
