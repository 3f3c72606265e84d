/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.series;

import io.watchfire.streams.codec.ByteReader;
import io.watchfire.streams.codec.ByteWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * Which processes of a resource were seen, and since when. It tells a counter that has just come
 * into being from one that we only see for the first time: SDKs make a series with its first event,
 * so an error that nobody had before is new though its process is old.
 *
 * <p>A process is known by the start that its series tell. Nothing is known of what rules did not
 * want before: under other rules it is all seen for the first time.
 */
public final class ResourceHistory {
  /** Of more starts than this the ones that were seen first are forgotten. */
  static final int MAX_STARTS = 64;

  private static final int VERSION = 1;

  /** A start that was told, and the time of the first point that did. */
  private record Seen(long startNanos, long firstNanos) {}

  private final List<Seen> starts;
  private long rules;
  private boolean incomplete;
  private boolean fresh;
  private boolean changed;

  private ResourceHistory(long rules, boolean incomplete, List<Seen> starts) {
    this.rules = rules;
    this.incomplete = incomplete;
    this.starts = starts;
  }

  /** Nothing was seen. */
  public static ResourceHistory begin() {
    ResourceHistory history = new ResourceHistory(0, false, new ArrayList<>());
    history.fresh = true;
    return history;
  }

  /** Reads what {@link #write} wrote. */
  public static ResourceHistory read(byte[] value) {
    ByteReader in = ByteReader.versioned(value, VERSION, "resource history");
    long rules = in.fixed64();
    boolean incomplete = in.u8() == 1;
    List<Seen> starts = new ArrayList<>();
    for (int i = in.count(16); i > 0; i--) {
      starts.add(new Seen(in.fixed64(), in.fixed64()));
    }
    return new ResourceHistory(rules, incomplete, starts);
  }

  /** The bytes of this history. */
  public byte[] write() {
    ByteWriter out = ByteWriter.versioned(VERSION, 16 + 16 * starts.size());
    out.fixed64(rules).u8(incomplete ? 1 : 0).varint(starts.size());
    starts.forEach(seen -> out.fixed64(seen.startNanos()).fixed64(seen.firstNanos()));
    changed = false;
    return out.toBytes();
  }

  /** Whether it has to be written again. */
  public boolean changed() {
    return changed;
  }

  /**
   * A record comes that was matched under these rules.
   *
   * @param fingerprint of what they want; 0 if not known, and then nothing is taken for new
   */
  public void under(long fingerprint) {
    if (fingerprint != rules) {
      rules = fingerprint;
      incomplete = false;
      fresh = true;
      changed = true;
      starts.clear();
    }
  }

  /** All points of a record are taken: from now on processes are known. */
  public void endRecord() {
    fresh = false;
  }

  /** A known series was seen; it matters only while nothing is known of its resource. */
  void saw(Point point) {
    if (fresh) {
      began(point);
    }
  }

  /** A series or a writer begins: its process may not have been seen before. */
  void began(Point point) {
    if (knows(point.startNanos(), Long.MAX_VALUE)) {
      return;
    }
    if (starts.size() >= MAX_STARTS) {
      starts.removeFirst();
    }
    starts.add(new Seen(point.startNanos(), point.timeNanos()));
    changed = true;
  }

  /** Something of it is not remembered, so what is seen for the first time may be old. */
  void refused() {
    changed |= !incomplete;
    incomplete = true;
  }

  /** Whether that very start was told by a point before that time. */
  boolean knows(long startNanos, long beforeNanos) {
    for (int i = 0; i < starts.size(); i++) {
      Seen seen = starts.get(i);
      if (seen.startNanos() == startNanos && seen.firstNanos() < beforeNanos) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether the process of a point was seen at an earlier time.
   *
   * @param spacingNanos points of one process do not lie closer together; those of others may that
   *     started at about the same time
   */
  boolean sawBefore(Point point, long spacingNanos) {
    if (incomplete || rules == 0) {
      return false;
    }
    for (Seen seen : starts) {
      long apartNanos = Math.abs(seen.startNanos() - point.startNanos());
      long sinceNanos = point.timeNanos() - seen.firstNanos();
      if (apartNanos <= CumulativeSeries.JITTER_NANOS
          && sinceNanos > (apartNanos == 0 ? 0 : spacingNanos)) {
        return true;
      }
    }
    return false;
  }
}
