/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.schemas.protobuf;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A 64-bit hash of bytes after wyhash: eight bytes at a time, one wide multiplication for sixteen.
 *
 * <p>Its values are keys of stored series: they must never change. Not for adversaries who know the
 * seed.
 */
public final class Hash64 {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long P0 = 0xa0761d6478bd642fL;
  private static final long P1 = 0xe7037ed1a0b428dbL;
  private static final long P2 = 0x8ebc6af09c88c6e3L;

  private Hash64() {}

  public static long of(byte[] bytes, int offset, int length, long seed) {
    long state = seed ^ mix(seed ^ P0, P1);
    int end = offset + length;
    if (length > 16) {
      for (int at = offset; at + 16 < end; at += 16) {
        state = mix(eight(bytes, at) ^ P1, eight(bytes, at + 8) ^ state);
      }
      return end(eight(bytes, end - 16), eight(bytes, end - 8), length, state);
    }
    if (length >= 8) {
      return end(eight(bytes, offset), eight(bytes, end - 8), length, state);
    }
    if (length >= 4) {
      return end(four(bytes, offset), four(bytes, end - 4), length, state);
    }
    return end(upToThree(bytes, offset, length), 0, length, state);
  }

  /** Two 64-bit values as one. */
  static long mix(long a, long b) {
    return Math.unsignedMultiplyHigh(a, b) ^ (a * b);
  }

  /** The next state of a hash over longs. */
  public static long add(long state, long value) {
    return mix(state ^ P1, value ^ P2);
  }

  private static long end(long a, long b, int length, long state) {
    return mix(P2 ^ length, mix(a ^ P1, b ^ state));
  }

  private static long upToThree(byte[] bytes, int offset, int length) {
    if (length == 0) {
      return 0;
    }
    return (long) (bytes[offset] & 0xff) << 16
        | (bytes[offset + (length >> 1)] & 0xff) << 8
        | (bytes[offset + length - 1] & 0xff);
  }

  static long eight(byte[] bytes, int at) {
    return (long) LONGS.get(bytes, at);
  }

  static int four(byte[] bytes, int at) {
    return (int) INTS.get(bytes, at);
  }
}
