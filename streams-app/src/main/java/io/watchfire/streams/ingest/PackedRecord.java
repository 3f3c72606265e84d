/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.ingest;

import io.watchfire.streams.codec.ByteReader;
import io.watchfire.streams.codec.ByteWriter;
import io.watchfire.streams.histogram.Histogram;
import io.watchfire.streams.query.SourceNumber;
import io.watchfire.streams.series.Point;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What rules want of one resource in one input record; the value on {@code watchfire.packed}, whose
 * key is the resource.
 *
 * @param tenant whose telemetry it is
 * @param appendTimeMillis when we received the input record, our own wall time in milliseconds
 * @param batch identity of a batch of spans, to recognise one that was sent again; 0 for metrics
 * @param targets group keys that the rest refers to by number
 * @param points matched data points
 * @param events matched spans, counted
 * @param notices what is noteworthy about a target's measurement
 * @param rules fingerprint of what all rules want, see {@link RuleIndex#fingerprint}; 0 if not told
 */
public record PackedRecord(
    String tenant,
    long appendTimeMillis,
    long batch,
    List<byte[]> targets,
    List<Measured> points,
    List<Event> events,
    List<Notice> notices,
    long rules) {
  private static final int VERSION = 2;

  /** With buckets of histograms; other records stay readable for instances that know none. */
  private static final int VERSION_WITH_HISTOGRAMS = 3;

  private static final int DELTA = 1;
  private static final int STALE = 2;
  private static final int GAUGE = 4;
  private static final int HISTOGRAM = 8;

  /** The component of a point that stands for all of its buckets. */
  static final long BUCKETS = Point.BUCKETS;

  /**
   * A data point and the targets it feeds.
   *
   * @param family its metric's identity within the resource
   */
  public record Measured(long family, Point point, List<Feed> feeds) {
    /** Whether a feed is of all buckets rather than of one number. */
    public boolean ofBuckets(Feed feed) {
      return point.components()[feed.component()] == BUCKETS;
    }
  }

  /**
   * One number of a point for one target.
   *
   * @param component number of the point's component
   * @param target number of the target
   * @param source number of the rule's source
   * @param numerator whether it feeds the numerator; else the denominator
   */
  public record Feed(int component, int target, int source, boolean numerator) {}

  /**
   * Spans that ended in one second.
   *
   * @param timeMillis end of the second, event time
   * @param durations where the target is about all of them; null where it is about counts
   */
  public record Event(
      int target,
      int source,
      long timeMillis,
      long numerator,
      long total,
      @Nullable Histogram durations) {}

  /** Something to say about a target; invalid if it cannot be measured. */
  public record Notice(int target, boolean invalid, String text) {}

  /** The bytes of this record. */
  public byte[] write() {
    boolean histograms = hasHistograms();
    int version = histograms ? VERSION_WITH_HISTOGRAMS : VERSION;
    ByteWriter out = ByteWriter.versioned(version, 64 + 128 * points.size());
    out.string(tenant).varint(appendTimeMillis).fixed64(batch).varint(targets.size());
    targets.forEach(out::bytes);
    out.varint(points.size());
    points.forEach(measured -> write(out, measured));
    out.varint(events.size());
    for (Event event : events) {
      out.varint(event.target())
          .varint(SourceNumber.written(event.source()))
          .varint(event.timeMillis());
      out.varint(event.numerator()).varint(event.total());
      if (histograms) {
        write(event.durations(), out);
      }
    }
    out.varint(notices.size());
    for (Notice notice : notices) {
      out.varint(notice.target()).u8(notice.invalid() ? 1 : 0).string(notice.text());
    }
    if (rules != 0) {
      out.fixed64(rules); // at the end, where instances that do not know it have stopped to read
    }
    return out.toBytes();
  }

  private boolean hasHistograms() {
    return points.stream().anyMatch(measured -> measured.point().histogram() != null)
        || events.stream().anyMatch(event -> event.durations() != null);
  }

  private static void write(@Nullable Histogram histogram, ByteWriter out) {
    out.u8(histogram == null ? 0 : 1);
    if (histogram != null) {
      histogram.write(out);
    }
  }

  private static @Nullable Histogram histogram(ByteReader in) {
    return in.u8() == 0 ? null : Histogram.read(in);
  }

  private static int kindBits(Point.Kind kind) {
    return switch (kind) {
      case CUMULATIVE -> 0;
      case DELTA -> DELTA;
      case GAUGE -> GAUGE;
    };
  }

  private static Point.Kind kind(int flags) {
    if ((flags & GAUGE) != 0) {
      return Point.Kind.GAUGE;
    }
    return (flags & DELTA) != 0 ? Point.Kind.DELTA : Point.Kind.CUMULATIVE;
  }

  /** Reads what {@link #write} wrote. */
  public static PackedRecord read(byte[] value) {
    ByteReader in = ByteReader.versioned(value, VERSION_WITH_HISTOGRAMS, "packed record");
    boolean histograms = value[0] == VERSION_WITH_HISTOGRAMS;
    String tenant = in.string();
    long appendTimeMillis = in.varint();
    long batch = in.fixed64();
    List<byte[]> targets = new ArrayList<>();
    for (int i = in.count(1); i > 0; i--) {
      targets.add(in.bytes());
    }
    List<Measured> points = new ArrayList<>();
    for (int i = in.count(20); i > 0; i--) {
      points.add(measured(in));
    }
    List<Event> events = new ArrayList<>();
    for (int i = in.count(5); i > 0; i--) {
      events.add(event(in, histograms));
    }
    List<Notice> notices = new ArrayList<>();
    for (int i = in.count(3); i > 0; i--) {
      notices.add(new Notice((int) in.varint(), in.u8() == 1, in.string()));
    }
    long rules = in.hasMore() ? in.fixed64() : 0;
    return new PackedRecord(
        tenant, appendTimeMillis, batch, targets, points, events, notices, rules);
  }

  private static Event event(ByteReader in, boolean histograms) {
    int target = (int) in.varint();
    int source = SourceNumber.read(in.varint());
    long timeMillis = in.varint();
    long numerator = in.varint();
    long total = in.varint();
    return new Event(
        target, source, timeMillis, numerator, total, histograms ? histogram(in) : null);
  }

  private static void write(ByteWriter out, Measured measured) {
    Point point = measured.point();
    out.fixed64(measured.family()).fixed64(point.series());
    Histogram histogram = point.histogram();
    out.u8(
        kindBits(point.kind()) | (point.stale() ? STALE : 0) | (histogram != null ? HISTOGRAM : 0));
    out.varint(point.startNanos()).varint(point.timeNanos()).fixed64(point.layout());
    out.varint(point.components().length);
    for (int i = 0; i < point.components().length; i++) {
      out.fixed64(point.components()[i]).varint(point.values()[i]);
    }
    if (histogram != null) {
      histogram.write(out);
    }
    out.varint(measured.feeds().size());
    for (Feed feed : measured.feeds()) {
      out.varint(feed.component()).varint(feed.target());
      out.varint(SourceNumber.written(feed.source()) * 2 + (feed.numerator() ? 1 : 0));
    }
  }

  private static Measured measured(ByteReader in) {
    long family = in.fixed64();
    long series = in.fixed64();
    int flags = in.u8();
    long startNanos = in.varint();
    long timeNanos = in.varint();
    long layout = in.fixed64();
    int count = in.count(9);
    long[] components = new long[count];
    long[] values = new long[count];
    for (int i = 0; i < count; i++) {
      components[i] = in.fixed64();
      values[i] = in.varint();
    }
    Histogram histogram = (flags & HISTOGRAM) != 0 ? Histogram.read(in) : null;
    List<Feed> feeds = new ArrayList<>();
    for (int i = in.count(3); i > 0; i--) {
      int component = (int) in.varint();
      int target = (int) in.varint();
      long sourceAndRole = in.varint();
      feeds.add(
          new Feed(
              component, target, SourceNumber.read(sourceAndRole >> 1), (sourceAndRole & 1) == 1));
    }
    Point point =
        new Point(
            series,
            kind(flags),
            (flags & STALE) != 0,
            startNanos,
            timeNanos,
            layout,
            components,
            values,
            histogram);
    return new Measured(family, point, feeds);
  }
}
