/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.topology;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a task has of rules that this instance does not know. Another instance may know them, since
 * a deployment goes from one to the next, so it stays as it is for a time, which is counted while
 * the process runs: neither a restart nor a jump of the clock makes it longer or shorter.
 */
public final class HeldRules {
  private static final Logger LOG = LoggerFactory.getLogger(HeldRules.class);
  private static final long REFRESH_MILLIS = 60_000;
  private static final long KEEP_MILLIS = 600_000;

  /** No tick counts for more: between two of them the clock may have been set. */
  private static final long LONGEST_TICK_MILLIS = 60_000;

  private final RulesAtWork rules;
  private final StreamMeters meters;
  private final List<Holding> holdings = new ArrayList<>();
  private final Set<String> named = new HashSet<>();
  private long tickedAt;

  /** Holds nothing yet. */
  public HeldRules(RulesAtWork rules, StreamMeters meters) {
    this.rules = rules;
    this.meters = meters;
  }

  /**
   * A group, or what else a rule made.
   *
   * @param rule that is not known
   * @param heldMillis how long it has been held before
   * @param refresh tells again what of it fires
   * @param keep takes how long it has been held, in milliseconds, over a restart
   * @param end ends its alerts and forgets it; is given the wall clock
   */
  public record Held(
      String rule, long heldMillis, Runnable refresh, LongConsumer keep, LongConsumer end) {}

  /** One that is held, and for how long. */
  private static final class Holding {
    private final Held held;
    private long millis;
    private long keptMillis;
    private long refreshedAt;

    Holding(Held held) {
      this.held = held;
      this.millis = held.heldMillis();
      this.keptMillis = millis;
    }
  }

  /** Holds it from now on. */
  public void hold(Held held) {
    holdings.add(new Holding(held));
    meters.held(held.rule(), 1);
    if (named.add(held.rule())) {
      LOG.warn(
          rules.hold().isZero()
              ? "Rule {} is not there any more: its alerts end and its groups are forgotten"
              : "Rule {} is not known to this instance: its groups and alerts are held for a day,"
                  + " in case that another instance has it",
          held.rule());
    }
  }

  /** Lets time pass; not before everything that was written during an absence has been read. */
  public void tick(long wallClockMillis) {
    long passed = tickedAt == 0 ? 0 : wallClockMillis - tickedAt;
    tickedAt = wallClockMillis;
    long counted = Math.max(0, Math.min(LONGEST_TICK_MILLIS, passed));
    Iterator<Holding> all = holdings.iterator();
    while (all.hasNext()) {
      Holding one = all.next();
      one.millis += counted;
      if (one.millis >= rules.hold().toMillis()) {
        one.held.end().accept(wallClockMillis);
        meters.held(one.held.rule(), -1);
        all.remove();
      } else {
        tick(one, wallClockMillis);
      }
    }
  }

  private static void tick(Holding one, long wallClockMillis) {
    if (one.millis - one.keptMillis >= KEEP_MILLIS) {
      one.held.keep().accept(one.millis);
      one.keptMillis = one.millis;
    }
    if (wallClockMillis - one.refreshedAt >= REFRESH_MILLIS) {
      one.held.refresh().run();
      one.refreshedAt = wallClockMillis;
    }
  }

  /** Lets go of everything, as it is: the task goes elsewhere, or there are other rules. */
  public void release() {
    for (Holding one : holdings) {
      if (one.millis > one.keptMillis) {
        one.held.keep().accept(one.millis);
      }
      meters.held(one.held.rule(), -1);
    }
    holdings.clear();
    named.clear();
  }

  /** Lets go of everything without a word to the store, which may be closed. */
  public void close() {
    holdings.forEach(one -> meters.held(one.held.rule(), -1));
    holdings.clear();
  }
}
