/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.series;

import io.watchfire.streams.codec.ByteReader;
import io.watchfire.streams.codec.ByteWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A series whose points are totals since a start time. Usually one writer tells it; where several
 * processes stand behind one resource (the workers of one server, the replicas of a scraper) each
 * is a {@link CumulativeStream} of its own, told apart by its start.
 *
 * <p>A start that is not known is one of these, in this order:
 *
 * <ul>
 *   <li>at or after the newest point: the process began anew, and its whole value counts;
 *   <li>the point's own time: somebody has just begun to look at a counter that is older. It goes
 *       on from the newest point where it is not lower;
 *   <li>within two seconds of the newest start, an interval after the newest point, and not lower:
 *       the same process, whose idea of its start jitters;
 *   <li>another writer: it counts whole where all of it is new, and from its next point on where it
 *       is not.
 * </ul>
 */
final class CumulativeSeries implements Series {
  /** More writers than this are not told apart: who was silent for longest is forgotten. */
  static final int MAX_STREAMS = 64;

  /** How far the starts lie apart that one process tells. */
  static final long JITTER_NANOS = 2_000_000_000L;

  private final List<CumulativeStream> streams = new ArrayList<>(1);

  private CumulativeSeries(CumulativeStream only) {
    streams.add(only);
  }

  static CumulativeSeries first(Point point) {
    return new CumulativeSeries(new CumulativeStream(point));
  }

  @Override
  public long id() {
    return streams.getFirst().newest().series();
  }

  @Override
  public long lastNanos() {
    return newest().timeNanos();
  }

  @Override
  public long lastNanosOf(Point point) {
    int at = indexOf(point);
    return at < 0 ? Long.MAX_VALUE : streams.get(at).timeNanos();
  }

  /** Whether the point is the first of its writer. */
  boolean isFirstOfWriter(Point point) {
    return indexOf(point) < 0;
  }

  @Override
  public Increment next(Point point, Arrival arrival) {
    int at = indexOf(point);
    return at < 0 ? begin(point, arrival) : follow(at, point, arrival);
  }

  private Increment follow(int at, Point point, Arrival arrival) {
    CumulativeStream known = streams.get(at);
    if (!arrival.isNewer(point.timeNanos(), known.timeNanos())) {
      if (point.timeNanos() != known.timeNanos()) {
        return Increment.none(Outcome.OUT_OF_ORDER, point);
      }
      return Increment.none(known.same(point) ? Outcome.DUPLICATE : Outcome.CONFLICT, point);
    }
    Increment increment = known.difference(point);
    streams.set(at, known.at(point));
    return increment;
  }

  private Increment begin(Point point, Arrival arrival) {
    CumulativeStream newest = newest();
    boolean newer = arrival.isNewer(point.timeNanos(), newest.timeNanos());
    if (newer && point.startNanos() == point.timeNanos()) {
      return beginToLook(newest, point);
    }
    if (newer && point.startNanos() >= newest.timeNanos()) {
      add(point);
      return Increment.whole(Outcome.RESET, point);
    }
    if (newer && jitters(newest, point, arrival)) {
      replace(newest, point);
      return newest.difference(point);
    }
    add(point);
    return arrival.isNew(point)
        ? Increment.whole(Outcome.FIRST, point)
        : Increment.none(Outcome.BASELINE, point);
  }

  private Increment beginToLook(CumulativeStream newest, Point point) {
    replace(newest, point);
    return newest.difference(point);
  }

  private static boolean jitters(CumulativeStream newest, Point point, Arrival arrival) {
    return Math.abs(point.startNanos() - newest.startNanos()) <= JITTER_NANOS
        && !arrival.isKnownStart(point)
        && point.timeNanos() - newest.timeNanos() > arrival.spacingNanos()
        && !newest.isAbove(point);
  }

  /** The stream of the same writer; -1 if it is not known. */
  private int indexOf(Point point) {
    if (point.startNanos() == 0) {
      return streams.indexOf(newest());
    }
    for (int i = 0; i < streams.size(); i++) {
      if (streams.get(i).startNanos() == point.startNanos()) {
        return i;
      }
    }
    return newest().startNanos() == 0 ? streams.indexOf(newest()) : -1;
  }

  private void add(Point point) {
    if (streams.size() >= MAX_STREAMS) {
      streams.remove(
          streams.stream()
              .min(Comparator.comparingLong(CumulativeStream::timeNanos))
              .orElseThrow());
    }
    streams.add(new CumulativeStream(point));
  }

  private void replace(CumulativeStream known, Point point) {
    streams.set(streams.indexOf(known), new CumulativeStream(point));
  }

  private CumulativeStream newest() {
    CumulativeStream newest = streams.getFirst();
    for (int i = 1; i < streams.size(); i++) {
      if (streams.get(i).timeNanos() > newest.timeNanos()) {
        newest = streams.get(i);
      }
    }
    return newest;
  }

  @Override
  public boolean hasHistogram() {
    return streams.stream().anyMatch(stream -> stream.newest().histogram() != null);
  }

  @Override
  public boolean forgetIdle(long beforeNanos) {
    CumulativeStream newest = newest();
    boolean changed =
        streams.removeIf(stream -> !stream.equals(newest) && stream.timeNanos() < beforeNanos);
    if (newest.timeNanos() < beforeNanos && newest.hasValues()) {
      streams.set(streams.indexOf(newest), newest.withoutValues());
      changed = true;
    }
    return changed;
  }

  @Override
  public void write(ByteWriter out) {
    newest().write(out);
  }

  /** Its writers but the newest, which {@link #write} has. */
  List<CumulativeStream> others() {
    CumulativeStream newest = newest();
    return streams.stream().filter(stream -> !stream.equals(newest)).toList();
  }

  /** Takes up a writer beside the newest. */
  void restore(CumulativeStream other) {
    streams.add(other);
  }

  static CumulativeSeries read(ByteReader in, boolean withHistogram) {
    return new CumulativeSeries(CumulativeStream.read(in, withHistogram));
  }

  @Override
  public String toString() {
    return "cumulative series " + id() + " " + streams;
  }
}
