/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.ingest;

import io.watchfire.streams.codec.Numbered;
import io.watchfire.streams.series.Point;
import io.watchfire.streams.slo.NotTold;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A packed record in the making. */
final class Packing {
  /** In points of plain numbers, of which each takes some hundred bytes: far below a megabyte. */
  private static final int MAX_WEIGHT = 3_000;

  private static final int BUCKETS_WEIGHT = 10;

  private final byte[] key;
  private final String tenant;
  private final long appendTimeMillis;
  private final long batch;
  private final long rules;
  private final Numbered<ByteBuffer> targets = new Numbered<>();
  private final List<PackedRecord.Measured> points = new ArrayList<>();
  private final List<PackedRecord.Event> events = new ArrayList<>();
  private final Numbered<PackedRecord.Notice> notices = new Numbered<>();
  private final Set<Integer> told = new HashSet<>();
  private final Map<Integer, String> notTold = new TreeMap<>();

  private int weight;

  Packing(byte[] key, String tenant, long appendTimeMillis, long batch, long rules) {
    this.key = key;
    this.tenant = tenant;
    this.appendTimeMillis = appendTimeMillis;
    this.batch = batch;
    this.rules = rules;
  }

  byte[] key() {
    return key;
  }

  /** Whether it is as large as a record may become, and another has to be begun. */
  boolean isFull() {
    return weight >= MAX_WEIGHT;
  }

  void add(long family, Point point, SeriesPlan.Resolved how) {
    List<PackedRecord.Feed> feeds = new ArrayList<>(how.links().size());
    for (SeriesPlan.Link link : how.links()) {
      Input input = link.use().wanted().input();
      note(link.use());
      feeds.add(
          new PackedRecord.Feed(
              link.component(), target(link.use().target()), input.source(), input.numerator()));
    }
    points.add(new PackedRecord.Measured(family, point, feeds));
    weight += point.histogram() == null ? 1 : BUCKETS_WEIGHT;
    for (SeriesPlan.Remark remark : how.remarks()) {
      note(new PackedRecord.Notice(target(remark.use().target()), remark.invalid(), remark.text()));
    }
  }

  /** Adds the spans of a target and source that ended in the second up to that time. */
  void add(byte[] target, int source, long timeMillis, SpanTally tally) {
    events.add(tally.event(target(target), source, timeMillis));
  }

  /** Says why a target cannot be measured. */
  void invalid(byte[] target, String why) {
    note(new PackedRecord.Notice(target(target), true, why));
  }

  PackedRecord record() {
    notTold.forEach((target, text) -> note(new PackedRecord.Notice(target, false, text)));
    List<byte[]> groups = targets.things().stream().map(ByteBuffer::array).toList();
    return new PackedRecord(
        tenant, appendTimeMillis, batch, groups, points, events, notices.things(), rules);
  }

  /** A target is not told where none of its series in the record tells. */
  private void note(SeriesPlan.Use use) {
    Input input = use.wanted().input();
    if (input.numerator()) {
      return;
    }
    int target = target(use.target());
    if (use.told()) {
      told.add(target);
      notTold.remove(target);
    } else if (!told.contains(target)) {
      notTold.put(target, NotTold.notice(input.of().tells()));
    }
  }

  private void note(PackedRecord.Notice notice) {
    notices.number(notice);
  }

  private int target(byte[] group) {
    return targets.number(ByteBuffer.wrap(group));
  }
}
