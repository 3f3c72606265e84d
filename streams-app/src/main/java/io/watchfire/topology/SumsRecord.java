/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.topology;

import io.watchfire.codec.ByteReader;
import io.watchfire.codec.ByteWriter;
import io.watchfire.signal.Level;
import io.watchfire.signal.Sum;
import java.util.ArrayList;
import java.util.List;

/**
 * What one record added to one group; the value on {@code watchfire.sums}, whose key is the group.
 *
 * @param appended when the input record was appended, wall time in milliseconds
 * @param notice what is noteworthy about the measurement; empty if nothing
 * @param invalid whether the notice makes the rule impossible to evaluate
 * @param sums growth of counters, by event time
 * @param levels readings of gauges, by event time
 */
public record SumsRecord(
    long appended, String notice, boolean invalid, List<Sum> sums, List<Level> levels) {
  private static final int VERSION = 2;

  /** Without gauges. */
  public SumsRecord(long appended, String notice, boolean invalid, List<Sum> sums) {
    this(appended, notice, invalid, sums, List.of());
  }

  /** The bytes of this record. */
  public byte[] write() {
    ByteWriter out = ByteWriter.versioned(VERSION, 32);
    out.varint(appended).string(notice).u8(invalid ? 1 : 0).varint(sums.size());
    for (Sum sum : sums) {
      out.varint(sum.time()).varint(sum.source()).varint(sum.counted()).varint(sum.total());
      out.u8((sum.countedSeen() ? 1 : 0) | (sum.totalSeen() ? 2 : 0));
    }
    out.varint(levels.size());
    for (Level level : levels) {
      out.varint(level.time()).varint(level.source()).varint(level.points());
      out.float64(level.sum()).float64(level.lowest()).float64(level.highest());
      out.float64(level.area());
    }
    return out.toBytes();
  }

  /** Reads what {@link #write} wrote. */
  public static SumsRecord read(byte[] value) {
    ByteReader in = ByteReader.versioned(value, VERSION, "sums record");
    long appended = in.varint();
    String notice = in.string();
    boolean invalid = in.u8() == 1;
    int count = in.count(5);
    List<Sum> sums = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      long time = in.varint();
      int source = (int) in.varint();
      long counted = in.varint();
      long total = in.varint();
      int seen = in.u8();
      sums.add(new Sum(time, source, counted, total, (seen & 1) != 0, (seen & 2) != 0));
    }
    return new SumsRecord(appended, notice, invalid, sums, levels(in));
  }

  /** The first version had none. */
  private static List<Level> levels(ByteReader in) {
    List<Level> levels = new ArrayList<>(0);
    for (int i = in.hasMore() ? in.count(35) : 0; i > 0; i--) {
      levels.add(
          new Level(
              in.varint(),
              (int) in.varint(),
              in.varint(),
              in.float64(),
              in.float64(),
              in.float64(),
              in.float64()));
    }
    return levels;
  }
}
