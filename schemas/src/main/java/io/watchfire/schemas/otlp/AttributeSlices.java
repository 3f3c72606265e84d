/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.schemas.otlp;

import io.watchfire.schemas.otlp.OtlpFields.KeyValue;
import io.watchfire.schemas.protobuf.Hash64;
import io.watchfire.schemas.protobuf.MalformedTelemetryException;
import io.watchfire.schemas.protobuf.Wire;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * Attributes of a resource, point or span as byte ranges into the record: reused by their owner and
 * valid only during the call that passes them.
 */
public final class AttributeSlices {
  private static final int INTS_EACH = 4;

  private byte[] bytes = new byte[0];
  private int[] ranges = new int[INTS_EACH * 16];
  private int size;

  AttributeSlices() {}

  void clear(byte[] bytes) {
    this.bytes = bytes;
    size = 0;
  }

  /** Reads the {@code KeyValue} of the last tag. */
  void add(Wire wire) throws MalformedTelemetryException {
    int outer = wire.enter("attributes");
    int keyAt = wire.position();
    int keyLength = 0;
    int valueAt = keyAt;
    int valueLength = 0;
    while (wire.next()) {
      switch (wire.field()) {
        case KeyValue.KEY -> {
          keyLength = wire.length("key");
          keyAt = wire.position();
          wire.advance(keyLength);
        }
        case KeyValue.VALUE -> {
          int keyValue = wire.enter("value");
          valueAt = wire.position();
          valueLength = wire.remaining();
          AnyValues.check(wire, 1);
          wire.leave(keyValue);
        }
        default -> wire.skip();
      }
    }
    wire.leave(outer);
    add(keyAt, keyLength, valueAt, valueLength);
  }

  private void add(int keyAt, int keyLength, int valueAt, int valueLength) {
    int at = size * INTS_EACH;
    if (at == ranges.length) {
      ranges = Arrays.copyOf(ranges, at * 2);
    }
    ranges[at] = keyAt;
    ranges[at + 1] = keyLength;
    ranges[at + 2] = valueAt;
    ranges[at + 3] = valueLength;
    size++;
  }

  /** How many there are. */
  public int size() {
    return size;
  }

  /**
   * A 64-bit hash of keys and encoded values that does not depend on their order, the same in every
   * version of Watchfire.
   */
  public long hash(long seed) {
    long sum = 0;
    for (int at = 0; at < size * INTS_EACH; at += INTS_EACH) {
      long key = Hash64.of(bytes, ranges[at], ranges[at + 1], seed);
      sum += Hash64.of(bytes, ranges[at + 2], ranges[at + 3], key);
    }
    return Hash64.add(seed ^ size, sum);
  }

  /**
   * A sorted copy as text. Booleans, integers and doubles as they are usually written (whole
   * doubles without a fraction), bytes in base64, arrays and maps as compact JSON, a missing value
   * as empty text. Of a key that occurs twice the last counts. Allocates.
   */
  public Map<String, String> toMap() {
    Map<String, String> map = new TreeMap<>();
    for (int at = 0; at < size * INTS_EACH; at += INTS_EACH) {
      map.put(
          new String(bytes, ranges[at], ranges[at + 1], StandardCharsets.UTF_8),
          AnyValues.text(bytes, ranges[at + 2], ranges[at + 3]));
    }
    return map;
  }

  @Override
  public String toString() {
    return toMap().toString();
  }
}
