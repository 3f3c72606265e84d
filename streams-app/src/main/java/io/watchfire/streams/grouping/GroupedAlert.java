/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.grouping;

import io.watchfire.schemas.alert.Alert;
import io.watchfire.schemas.alert.AlertJson;
import io.watchfire.streams.codec.ByteReader;
import io.watchfire.streams.codec.ByteWriter;

/**
 * A group that fires.
 *
 * @param alert as it began to fire
 * @param side of what was expected: -1 below it, 1 above it, 0 if nobody knows
 * @param since when it was first seen here, wall time in milliseconds
 * @param told whether it was announced by itself
 */
public record GroupedAlert(Alert alert, int side, long since, boolean told) {
  private static final int VERSION = 1;
  private static final AlertJson ALERTS = new AlertJson();

  GroupedAlert asTold() {
    return new GroupedAlert(alert, side, since, true);
  }

  /** The bytes of this member. */
  public byte[] write() {
    byte[] json = ALERTS.write(alert);
    ByteWriter out = ByteWriter.versioned(VERSION, json.length + 16);
    return out.zigzag(side).varint(since).u8(told ? 1 : 0).bytes(json).toBytes();
  }

  /** Reads what {@link #write} wrote. */
  public static GroupedAlert read(byte[] value) {
    ByteReader in = ByteReader.versioned(value, VERSION, "member");
    int side = (int) in.zigzag();
    long since = in.varint();
    boolean told = in.u8() == 1;
    return new GroupedAlert(ALERTS.read(in.bytes()), side, since, told);
  }
}
