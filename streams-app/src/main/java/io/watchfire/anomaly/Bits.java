/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.anomaly;

import io.watchfire.codec.ByteReader;
import io.watchfire.codec.ByteWriter;

/** Writes floating-point state bit by bit, so that what is read back judges alike. */
final class Bits {
  private Bits() {}

  static void write(ByteWriter out, double... values) {
    for (double value : values) {
      out.fixed64(Double.doubleToLongBits(value));
    }
  }

  /** Zeros cost a byte, others five. */
  static void write(ByteWriter out, float[] values) {
    for (float value : values) {
      int bits = Float.floatToIntBits(value);
      out.varint(bits & 0xffffffffL);
    }
  }

  static double read(ByteReader in) {
    return Double.longBitsToDouble(in.fixed64());
  }

  static void read(ByteReader in, double[] into) {
    for (int i = 0; i < into.length; i++) {
      into[i] = read(in);
    }
  }

  static void read(ByteReader in, float[] into) {
    for (int i = 0; i < into.length; i++) {
      into[i] = Float.intBitsToFloat((int) in.varint());
    }
  }
}
