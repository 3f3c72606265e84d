/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.query;

import io.watchfire.streams.codec.ByteReader;
import io.watchfire.streams.codec.ByteWriter;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;

/**
 * Which one of several sources counts, where one request may be in more than one of them. The first
 * that has traffic is chosen and stays: another takes over only when it has seen clearly more, or
 * when the chosen one had no traffic for an hour. A choice changes what comes, never what was.
 *
 * <p>What was seen lately is a number of events per candidate, halved every ten minutes of event
 * time. Among equals more than twice as many take over; a preferred candidate needs half as many,
 * one that is less preferred more than four times as many over at least ten minutes. So a health
 * check over another protocol never displaces the traffic of a service.
 */
public final class SourceChoice {
  /** No candidate had traffic yet. */
  public static final int NONE = -1;

  private static final int VERSION = 1;
  private static final long HALVING_MILLIS = Duration.ofMinutes(10).toMillis();
  private static final long SILENT_MILLIS = Duration.ofHours(1).toMillis();
  private static final long ENOUGH = 20;

  private final IntUnaryOperator rank;
  private final Map<Integer, Long> recent = new TreeMap<>();
  private int chosen = NONE;
  private long sinceMillis;
  private long trafficMillis;
  private long halvings;

  /**
   * Nothing was seen yet.
   *
   * @param rank of a candidate; a lower one is preferred
   */
  public SourceChoice(IntUnaryOperator rank) {
    this.rank = rank;
  }

  /** Goes on with a candidate that was chosen before, of which no more is known. */
  public void assume(int candidate, long lastTrafficMillis) {
    chosen = candidate;
    trafficMillis = lastTrafficMillis;
  }

  /**
   * Takes what candidates saw, and chooses.
   *
   * @param events by candidate, 0 or greater
   * @param timeMillis event time
   * @return the candidate that counts, also for these events; {@link #NONE} if all were idle so far
   */
  public int choose(Map<Integer, Long> events, long timeMillis) {
    remember(events, timeMillis);
    boolean silent = timeMillis - trafficMillis > SILENT_MILLIS && count(events, chosen) == 0;
    if (chosen == NONE || silent) {
      int first = first(events);
      if (first != NONE) {
        recent.remove(chosen);
        chosen = first;
        trafficMillis = timeMillis;
      }
    }
    for (int candidate : recent.keySet()) {
      if (takesOver(candidate, timeMillis)) {
        chosen = candidate;
      }
    }
    if (count(events, chosen) > 0) {
      trafficMillis = Math.max(trafficMillis, timeMillis);
    }
    return chosen;
  }

  /** The candidate that counts; {@link #NONE} if all were idle so far. */
  public int chosen() {
    return chosen;
  }

  /** How many times what was seen was halved; it changes every ten minutes of event time. */
  public long halvings() {
    return halvings;
  }

  /** Whether more than one candidate was seen lately. */
  public boolean contested() {
    return recent.size() > 1;
  }

  /** Event time of the chosen one's newest traffic, in milliseconds. */
  public long trafficMillis() {
    return trafficMillis;
  }

  /** The bytes of what is remembered. */
  public byte[] write() {
    ByteWriter out = ByteWriter.versioned(VERSION, 32);
    out.zigzag(chosen).zigzag(sinceMillis).zigzag(trafficMillis).zigzag(halvings);
    out.varint(recent.size());
    recent.forEach((candidate, events) -> out.varint(candidate).varint(events));
    return out.toBytes();
  }

  /** Reads what {@link #write} wrote. */
  public static SourceChoice read(byte[] value, IntUnaryOperator rank) {
    ByteReader in = ByteReader.versioned(value, VERSION, "choice of a source");
    SourceChoice choice = new SourceChoice(rank);
    choice.chosen = (int) in.zigzag();
    choice.sinceMillis = in.zigzag();
    choice.trafficMillis = in.zigzag();
    choice.halvings = in.zigzag();
    for (int i = in.count(2); i > 0; i--) {
      choice.recent.put((int) in.varint(), in.varint());
    }
    return choice;
  }

  private void remember(Map<Integer, Long> events, long timeMillis) {
    if (recent.isEmpty() && sinceMillis == 0) {
      sinceMillis = timeMillis;
    }
    long now = Math.floorDiv(timeMillis, HALVING_MILLIS);
    if (now > halvings) {
      int times = (int) Math.min(Long.SIZE - 1, now - halvings);
      recent.replaceAll((candidate, count) -> count >> times);
      recent.values().removeIf(count -> count == 0);
      halvings = now;
    }
    events.forEach(
        (candidate, count) -> {
          if (count > 0) {
            recent.merge(candidate, count, Long::sum);
          }
        });
  }

  /** The most preferred with traffic; of equals the one with more. */
  private int first(Map<Integer, Long> events) {
    int first = NONE;
    for (Map.Entry<Integer, Long> entry : new TreeMap<>(events).entrySet()) {
      int candidate = entry.getKey();
      if (entry.getValue() > 0 && (first == NONE || precedes(candidate, first, events))) {
        first = candidate;
      }
    }
    return first;
  }

  private boolean precedes(int candidate, int other, Map<Integer, Long> events) {
    int better = Integer.compare(rank.applyAsInt(candidate), rank.applyAsInt(other));
    return better < 0 || (better == 0 && count(events, candidate) > count(events, other));
  }

  private boolean takesOver(int candidate, long timeMillis) {
    if (chosen == NONE || candidate == chosen) {
      return false;
    }
    long events = count(recent, candidate);
    long usual = count(recent, chosen);
    boolean known = timeMillis - sinceMillis >= HALVING_MILLIS;
    int better = Integer.compare(rank.applyAsInt(candidate), rank.applyAsInt(chosen));
    if (better < 0) {
      return events * 2 >= usual && (known || events >= ENOUGH);
    }
    return events >= ENOUGH && (better == 0 ? events > usual * 2 : known && events > usual * 4);
  }

  private static long count(Map<Integer, Long> events, int candidate) {
    return events.getOrDefault(candidate, 0L);
  }
}
