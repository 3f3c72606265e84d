/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.topology;

import io.watchfire.streams.slo.GroupState;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One rule on one group, by the written rules: keeps every increment and sums them anew. Times in
 * milliseconds.
 */
final class OracleGroup {
  private static final long CLOCK_AHEAD = Duration.ofSeconds(5).toMillis();
  private static final long NO_DATA_AFTER = Duration.ofSeconds(150).toMillis();
  private static final long MOST_CARRIED = Duration.ofSeconds(150).toMillis();
  private static final long HOUR = Duration.ofHours(1).toMillis();
  private static final long PARTNER_GONE = Duration.ofMinutes(5).toMillis();

  /** What one window holds. */
  record Window(long length, long bad, long total, long covered, double burnRate) {}

  /** How a group stands, as its status tells it. */
  record Standing(
      long clock,
      long lastObservation,
      String data,
      List<Window> windows,
      String page,
      String ticket) {}

  /** What one record adds at one event time. */
  static final class Part {
    long counted;
    long total;
    boolean countedSeen;
    boolean totalSeen;
  }

  private final OracleRule rule;
  private final TreeMap<Long, Long> widths;
  private final List<long[]> increments = new ArrayList<>();
  private final Map<Long, long[]> sums = new TreeMap<>();
  private final OracleAlert page;
  private final OracleAlert ticket;
  private long clock;
  private long newest;
  private long anchor;
  private long anchoredAt;
  private long heardAt;
  private long listened;
  private long firstObservation;
  private long lastObservation;
  private long countedSeen;
  private long totalSeen;

  /**
   * @param received wall time
   * @param listened time that the oracle has listened so far
   */
  OracleGroup(OracleRule rule, long firstTime, long received, long listened) {
    this.rule = rule;
    this.widths = rule.widths();
    this.page = new OracleAlert(rule, "page");
    this.ticket = new OracleAlert(rule, "ticket");
    this.clock = Math.min(firstTime, received + CLOCK_AHEAD);
    this.firstObservation = clock;
    this.lastObservation = clock;
    this.newest = clock;
    this.listened = listened;
    this.heardAt = listened;
    resume(listened);
  }

  long clock() {
    return clock;
  }

  /** The clock is carried forward from here. */
  void resume(long listenedNow) {
    heardAt += listenedNow - listened;
    listened = listenedNow;
    anchor = clock;
    anchoredAt = listenedNow;
  }

  void observe(long time, Part part, long received, long listenedNow) {
    long heard = Math.min(time, received + CLOCK_AHEAD);
    listened = listenedNow;
    heardAt = listenedNow;
    if (heard > clock) {
      clock = heard;
      newest = heard;
      anchor = heard;
      anchoredAt = listenedNow;
    }
    if (time <= end(rule.period()) - rule.period()) {
      return;
    }
    increments.add(new long[] {time, part.counted, part.total});
    sums.clear();
    firstObservation = Math.min(firstObservation, heard);
    lastObservation = Math.max(lastObservation, heard);
    countedSeen = part.countedSeen ? Math.max(countedSeen, heard) : countedSeen;
    totalSeen = part.totalSeen ? Math.max(totalSeen, heard) : totalSeen;
  }

  void carry(long listenedNow) {
    listened = listenedNow;
    long carried = Math.min(anchor + listened - anchoredAt, newest + MOST_CARRIED);
    clock = Math.max(clock, carried);
  }

  private long silence() {
    return listened - heardAt;
  }

  /**
   * What is kept of the clock after a restart, at least the newest event time that was heard; and
   * of the silence, whole hours.
   */
  void restart(GroupState kept, long listenedNow) {
    long keptClock = kept.clockMillis();
    long keptSilence = kept.observed().silentMillis();
    if (keptSilence > silence() || keptSilence <= silence() - HOUR) {
      throw new AssertionError(
          "kept silence: " + keptSilence + " (expected: of " + silence() + ")");
    }
    if (keptClock > clock || keptClock < lastObservation) {
      throw new AssertionError(
          "kept clock: " + keptClock + " (expected: " + lastObservation + " to " + clock + ")");
    }
    clock = keptClock;
    newest = lastObservation;
    anchor = clock;
    anchoredAt = listenedNow;
    listened = listenedNow;
    heardAt = listenedNow - keptSilence;
  }

  /** Numerator and denominator have been seen, but not both in the newest bucket. */
  boolean waitsForPartner() {
    long width = widths.firstEntry().getValue();
    return countedSeen > 0
        && totalSeen > 0
        && roundUp(countedSeen, width) != roundUp(totalSeen, width)
        && Math.abs(countedSeen - totalSeen) < PARTNER_GONE;
  }

  List<OracleAlert.Change> evaluate(long cause) {
    List<OracleAlert.Change> changes = new ArrayList<>();
    long judgedAt = hasData() ? clock : Math.max(clock, newest + silence());
    for (OracleAlert alert : List.of(page, ticket)) {
      OracleAlert.Change change =
          alert.evaluate(
              hasData() ? holding(alert, alert == page ? "page" : "ticket") : null,
              hasData(),
              judgedAt,
              judgedAt - silence(),
              cause);
      if (change != null) {
        changes.add(change);
      }
    }
    return changes;
  }

  boolean silentFor(Duration time) {
    return silence() > time.toMillis() && !page.fires() && !ticket.fires();
  }

  Standing standing() {
    List<Window> windows = widths.keySet().stream().map(this::window).toList();
    String data = "OK";
    if (!hasData()) {
      data = "NO_DATA";
    } else if (windows.get(windows.size() - 2).total() == 0) {
      data = "NO_TRAFFIC";
    }
    return new Standing(clock, lastObservation, data, windows, page.state(), ticket.state());
  }

  /** Silence is known as such before the shortest window may be empty, a bucket early. */
  private boolean hasData() {
    long shortest = widths.firstKey();
    long width = widths.get(shortest);
    long patience = Math.min(NO_DATA_AFTER, Math.max(width, shortest - width));
    return silence() <= patience;
  }

  /** What would begin the alert; while it fires also what is enough to keep it. */
  private OracleRule.Pair holding(OracleAlert alert, String severity) {
    for (OracleRule.Pair pair : rule.tiers()) {
      if (pair.severity().equals(severity) && burns(pair, BigDecimal.ONE)) {
        return pair;
      }
    }
    for (OracleRule.Pair pair : rule.tiers()) {
      if (alert.fires() && pair.severity().equals(severity) && burns(pair, pair.clearBelow())) {
        return pair;
      }
    }
    return null;
  }

  private boolean burns(OracleRule.Pair pair, BigDecimal share) {
    int first = pair.severity().equals("page") ? 0 : 2;
    Window longer = window(pair.longer());
    return longer.bad() >= rule.minimum()[first] * share.doubleValue() - 1e-9
        && longer.total() >= rule.minimum()[first + 1] * share.doubleValue() - 1e-9
        && rule.burns(pair, longer, share)
        && rule.burns(pair, window(pair.shorter()), share);
  }

  private Window window(long length) {
    long end = end(length);
    long[] sum = sums.get(length);
    if (sum == null || sum[0] != end) {
      sum = new long[] {end, 0, 0};
      for (long[] increment : increments) {
        if (increment[0] > end - length && increment[0] <= end) {
          sum[1] += increment[1];
          sum[2] += increment[2];
        }
      }
      sums.put(length, sum);
    }
    long bad = Math.max(0, Math.min(sum[2], rule.countsGood() ? sum[2] - sum[1] : sum[1]));
    long covered = Math.max(0, Math.min(length, clock - firstObservation));
    Window held = new Window(length, bad, sum[2], covered, 0);
    return new Window(length, bad, sum[2], covered, rule.burnRate(held));
  }

  private long end(long window) {
    return roundUp(clock, widths.get(window));
  }

  private static long roundUp(long millis, long width) {
    return Math.ceilDiv(millis, width) * width;
  }
}
