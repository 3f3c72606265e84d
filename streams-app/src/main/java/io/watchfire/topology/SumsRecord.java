/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.topology;

import io.watchfire.codec.ByteReader;
import io.watchfire.codec.ByteWriter;
import io.watchfire.slo.Sum;
import java.util.ArrayList;
import java.util.List;

/**
 * What one record added to one group; the value on {@code watchfire.sums}, whose key is the group.
 *
 * @param appended when the input record was appended, wall time in milliseconds
 * @param notice what is noteworthy about the measurement; empty if nothing
 * @param invalid whether the notice makes the rule impossible to evaluate
 * @param sums by event time
 */
public record SumsRecord(long appended, String notice, boolean invalid, List<Sum> sums) {
  private static final int VERSION = 1;

  /** The bytes of this record. */
  public byte[] write() {
    ByteWriter out = ByteWriter.versioned(VERSION, 32);
    out.varint(appended).string(notice).u8(invalid ? 1 : 0).varint(sums.size());
    for (Sum sum : sums) {
      out.varint(sum.time()).varint(sum.source()).varint(sum.counted()).varint(sum.total());
      out.u8((sum.countedSeen() ? 1 : 0) | (sum.totalSeen() ? 2 : 0));
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
    return new SumsRecord(appended, notice, invalid, sums);
  }
}
