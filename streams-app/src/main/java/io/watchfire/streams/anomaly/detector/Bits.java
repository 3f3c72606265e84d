/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.anomaly.detector;

import io.watchfire.streams.codec.ByteReader;
import io.watchfire.streams.codec.ByteWriter;
import io.watchfire.streams.codec.CorruptValueException;

/**
 * What the states of detectors are made of: a version, and floating-point values bit by bit, so
 * that what is read back judges alike.
 */
public final class Bits {
  private Bits() {}

  /** Reads a version byte; CorruptValueException if a later release wrote it. */
  public static void version(ByteReader in, int newest, String what) {
    int version = in.u8();
    if (version < 1 || version > newest) {
      throw new CorruptValueException(
          what + ": format version " + version + " (expected: 1 to " + newest + ")");
    }
  }

  public static void write(ByteWriter out, double... values) {
    for (double value : values) {
      out.float64(value);
    }
  }

  /** Four bytes each, but zeros, of which eight cost one. */
  public static void write(ByteWriter out, float[] values) {
    for (int from = 0; from < values.length; from += 8) {
      int to = Math.min(from + 8, values.length);
      int present = 0;
      for (int i = from; i < to; i++) {
        present |= Float.floatToRawIntBits(values[i]) != 0 ? 1 << (i - from) : 0;
      }
      out.u8(present);
      for (int i = from; i < to; i++) {
        int bits = Float.floatToRawIntBits(values[i]);
        if (bits != 0) {
          out.u8(bits >>> 24).u8(bits >>> 16).u8(bits >>> 8).u8(bits);
        }
      }
    }
  }

  public static double read(ByteReader in) {
    return in.float64();
  }

  public static void read(ByteReader in, double[] into) {
    for (int i = 0; i < into.length; i++) {
      into[i] = read(in);
    }
  }

  public static void read(ByteReader in, float[] into) {
    int present = 0;
    for (int i = 0; i < into.length; i++) {
      present = i % 8 == 0 ? in.u8() : present >>> 1;
      into[i] =
          (present & 1) == 0
              ? 0
              : Float.intBitsToFloat(in.u8() << 24 | in.u8() << 16 | in.u8() << 8 | in.u8());
    }
  }

  /** Values behind their number. */
  public static void writeAll(ByteWriter out, double[] values, int count) {
    out.varint(count);
    for (int i = 0; i < count; i++) {
      write(out, values[i]);
    }
  }

  /**
   * The counterpart of {@link #writeAll}, into an array that may be longer; how many there were.
   */
  public static int readAll(ByteReader in, double[] into) {
    int count = Math.min(in.count(Double.BYTES), into.length);
    for (int i = 0; i < count; i++) {
      into[i] = read(in);
    }
    return count;
  }
}
