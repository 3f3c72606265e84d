/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.anomaly;

import io.watchfire.codec.ByteReader;
import io.watchfire.codec.ByteWriter;
import io.watchfire.codec.CorruptValueException;

/** What the states of detectors are made of: a version, and doubles as their eight bytes. */
final class Doubles {
  private Doubles() {}

  /** Reads a version byte; CorruptValueException if a later release wrote it. */
  static void version(ByteReader in, int newest, String what) {
    int version = in.u8();
    if (version < 1 || version > newest) {
      throw new CorruptValueException(
          what + ": format version " + version + " (expected: 1 to " + newest + ")");
    }
  }

  static void write(ByteWriter out, double... values) {
    for (double value : values) {
      out.float64(value);
    }
  }

  static double read(ByteReader in) {
    return in.float64();
  }

  /** Values behind their number. */
  static void writeAll(ByteWriter out, double[] values, int count) {
    out.varint(count);
    for (int i = 0; i < count; i++) {
      write(out, values[i]);
    }
  }

  /**
   * The counterpart of {@link #writeAll}, into an array that may be longer; how many there were.
   */
  static int readAll(ByteReader in, double[] into) {
    int count = Math.min(in.count(Double.BYTES), into.length);
    for (int i = 0; i < count; i++) {
      into[i] = read(in);
    }
    return count;
  }
}
