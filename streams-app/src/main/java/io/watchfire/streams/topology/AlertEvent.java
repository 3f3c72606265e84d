/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.topology;

import io.watchfire.schemas.alert.Alert;
import io.watchfire.schemas.alert.AlertJson;
import io.watchfire.streams.codec.ByteReader;
import io.watchfire.streams.codec.ByteWriter;
import io.watchfire.streams.codec.CorruptValueException;

/** The value on {@code watchfire.detections}, whose key is the rule and the tenant. */
public sealed interface AlertEvent {
  int VERSION = 1;
  int TRANSITION = 0;
  int REFRESH = 1;
  int FORGOTTEN = 2;
  int GROUP_COUNT = 3;
  AlertJson ALERTS = new AlertJson();

  /** The bytes of this record. */
  byte[] write();

  /**
   * An alert of a group has changed its state.
   *
   * @param side of what was expected: -1 below it, 1 above it, 0 if nobody knows
   */
  record Transition(Alert alert, int side) implements AlertEvent {
    @Override
    public byte[] write() {
      return kind(TRANSITION).zigzag(side).bytes(ALERTS.write(alert)).toBytes();
    }
  }

  /** An alert that fires, in the words of now. */
  record Refresh(Alert alert) implements AlertEvent {
    @Override
    public byte[] write() {
      return kind(REFRESH).bytes(ALERTS.write(alert)).toBytes();
    }
  }

  /** An alert ended long ago. */
  record Forgotten(String fingerprint) implements AlertEvent {
    @Override
    public byte[] write() {
      return kind(FORGOTTEN).string(fingerprint).toBytes();
    }
  }

  /** A partition of the sums has so many groups of this rule and tenant. */
  record GroupCount(int partition, long groups) implements AlertEvent {
    @Override
    public byte[] write() {
      return kind(GROUP_COUNT).varint(partition).varint(groups).toBytes();
    }
  }

  /** Reads what {@link #write} wrote. */
  static AlertEvent read(byte[] value) {
    ByteReader in = ByteReader.versioned(value, VERSION, "detection");
    int kind = in.u8();
    return switch (kind) {
      case TRANSITION -> {
        int side = (int) in.zigzag();
        yield new Transition(ALERTS.read(in.bytes()), side);
      }
      case REFRESH -> new Refresh(ALERTS.read(in.bytes()));
      case FORGOTTEN -> new Forgotten(in.string());
      case GROUP_COUNT -> new GroupCount((int) in.varint(), in.varint());
      default -> throw new CorruptValueException("detection: kind " + kind + " (expected: 0 to 3)");
    };
  }

  private static ByteWriter kind(int kind) {
    return ByteWriter.versioned(VERSION, 64).u8(kind);
  }
}
