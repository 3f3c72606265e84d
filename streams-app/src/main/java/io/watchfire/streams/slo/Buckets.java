/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.slo;

import java.util.ArrayList;
import java.util.List;

/**
 * The events of one group in time buckets whose width grows with age, and the sum of every window.
 * A bucket that ends at {@code e} holds the events of {@code (e − width, e]}. Level {@code i} holds
 * buckets as wide as window {@code i} needs; what only that window still needs lives there. The
 * rules are in {@code docs/windows.md}.
 *
 * <p>A {@link BucketRing} is one level: the partial sums. {@link WindowSums} has the sum of every
 * window. Here buckets age: what leaves the reach of a fine window moves into the coarser level,
 * and every change is told to a {@link BucketLog}.
 *
 * <p>An update costs one bucket, whatever the number of windows; a sum is taken anew only when the
 * clock moves its window by a bucket. Memory depends on the windows, not on how many events there
 * are.
 */
public final class Buckets {
  private final BucketLayout layout;
  private final BucketLog log;
  private final BucketRing[] levels;
  private final WindowSums sums;
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
    levels = new BucketRing[layout.size()];
    for (int i = 0; i < levels.length; i++) {
      levels[i] = new BucketRing(layout.width(i), span(layout, i, ahead));
    }
    sums = new WindowSums(layout, levels);
  }

  /** Puts back a bucket that was logged; call {@link #restored} after the last. */
  public void restore(int level, long end, long numerator, long total) {
    levels[level].add(end, numerator, total);
  }

  /** Ends restoring. */
  public void restored() {
    for (int i = 0; i < levels.length; i++) {
      sums.sumAnew(i, clock);
    }
  }

  /** Puts every bucket that is held into a log, in no order. */
  public void copyTo(BucketLog other) {
    for (int i = 0; i < levels.length; i++) {
      BucketRing level = levels[i];
      for (int slot = 0; slot < level.slots(); slot++) {
        if (!level.isEmpty(slot)) {
          other.put(i, level.end(slot), level.numerator(slot), level.total(slot));
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
    return sums.numerator(i);
  }

  /** All events within window {@code i}. */
  public long total(int i) {
    return sums.total(i);
  }

  /** Whether events of that time are older than every window. */
  public boolean tooOld(long time) {
    return time <= layout.horizon(levels.length - 1, clock);
  }

  /** Adds events of one time; those that are {@link #tooOld} must not come here. */
  public void add(long time, long numerator, long total) {
    if (numerator == 0 && total == 0) {
      return;
    }
    keep(time, numerator, total);
    sums.add(time, clock, numerator, total);
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
        sums.sumAnew(i, clock);
      }
    }
  }

  /** Forgets every event. */
  public void clear() {
    for (int i = 0; i < levels.length; i++) {
      BucketRing level = levels[i];
      for (int slot = 0; slot < level.slots(); slot++) {
        if (!level.isEmpty(slot)) {
          log.delete(i, level.end(slot));
          level.remove(slot);
        }
      }
      sums.sumAnew(i, clock);
    }
  }

  /**
   * Sets the clock back. What lies ahead of it then is forgotten; a coarse bucket that it falls
   * into counts at its begin. Nothing else is lost.
   */
  public void rewind(long earlierClock) {
    record Held(long begin, long end, long numerator, long total) {}
    List<Held> held = new ArrayList<>();
    copyTo(
        new BucketLog() {
          @Override
          public void put(int level, long end, long numerator, long total) {
            held.add(new Held(end - layout.width(level), end, numerator, total));
          }

          @Override
          public void delete(int level, long end) {}
        });
    clear();
    clock = earlierClock;
    for (Held one : held) {
      long time = one.end() <= clock ? one.end() : one.begin() + layout.width(0);
      if (one.begin() < clock && !tooOld(time)) {
        add(time, one.numerator(), one.total());
      }
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
    BucketRing level = levels[i];
    boolean last = i == levels.length - 1;
    for (int slot = 0; slot < level.slots(); slot++) {
      long end = level.end(slot);
      if (level.isEmpty(slot)) {
        continue;
      }
      if (last ? end <= layout.horizon(i, clock) : leaves(i, end)) {
        if (!last && !tooOld(end)) {
          keep(end, level.numerator(slot), level.total(slot));
        }
        log.delete(i, end);
        level.remove(slot);
      }
    }
  }

  /** Into the level that this time has come to, and into the log. */
  private void keep(long time, long numerator, long total) {
    int level = levelFor(time);
    long end = BucketLayout.roundUp(time, layout.width(level));
    BucketRing ring = levels[level];
    int slot = ring.add(end, numerator, total);
    log.put(level, end, ring.numerator(slot), ring.total(slot));
  }
}
