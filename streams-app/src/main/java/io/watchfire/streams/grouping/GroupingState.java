/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.grouping;

import io.watchfire.schemas.alert.Alert;
import io.watchfire.schemas.alert.AlertJson;
import io.watchfire.streams.alerting.Lifecycle;
import io.watchfire.streams.codec.ByteReader;
import io.watchfire.streams.codec.ByteWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is known of a rule and tenant beside the groups that fire. */
final class GroupingState {
  private static final int VERSION = 1;
  private static final long FORGET_MILLIS = Duration.ofDays(1).toMillis();
  private static final AlertJson ALERTS = new AlertJson();

  /** How many groups there are, by partition. */
  final Map<Integer, Long> groups = new TreeMap<>();

  /** When collective alerts ended, wall time, by fingerprint; those that nobody has forgotten. */
  private final Map<String, Long> ended = new TreeMap<>();

  /** The newest event time of any change, in milliseconds. */
  long clock;

  /** Nobody is released before that wall time; 0 if nothing ended lately. */
  long patientUntil;

  /** Changes of collective alerts so far, whatever their labels. */
  long transition;

  /** Why a group's alert last ended. */
  String reason = Lifecycle.Reason.RECOVERED.text();

  /** The collective alert as it began, while it is on. */
  @Nullable Alert collective;

  Alert collective() {
    return Objects.requireNonNull(collective, "only while it is on");
  }

  void begin(Alert begun) {
    transition = begun.transition();
    collective = begun;
    ended.remove(begun.fingerprint());
    patientUntil = 0;
  }

  void end(Alert over, long wallClockMillis, long patience) {
    transition = over.transition();
    collective = null;
    ended.put(over.fingerprint(), wallClockMillis);
    patientUntil = patience;
  }

  /** Forgets alerts that ended a day ago, and says which. */
  List<String> endedLongAgo(long wallClockMillis) {
    if (ended.isEmpty()) {
      return List.of();
    }
    List<String> old =
        ended.entrySet().stream()
            .filter(entry -> wallClockMillis - entry.getValue() > FORGET_MILLIS)
            .map(Map.Entry::getKey)
            .toList();
    old.forEach(ended::remove);
    return old;
  }

  boolean isEmpty() {
    return groups.isEmpty() && ended.isEmpty() && collective == null;
  }

  void write(ByteWriter out) {
    out.u8(VERSION).varint(groups.size());
    groups.forEach((partition, count) -> out.varint(partition).varint(count));
    out.varint(ended.size());
    ended.forEach(
        (fingerprint, wallClockMillis) -> out.string(fingerprint).varint(wallClockMillis));
    out.varint(clock).varint(patientUntil).varint(transition).string(reason);
    out.bytes(collective == null ? new byte[0] : ALERTS.write(collective));
  }

  static GroupingState read(byte[] value) {
    ByteReader in = ByteReader.versioned(value, VERSION, "gathering");
    GroupingState state = new GroupingState();
    for (int i = in.count(2); i > 0; i--) {
      int partition = (int) in.varint();
      state.groups.put(partition, in.varint());
    }
    for (int i = in.count(2); i > 0; i--) {
      String fingerprint = in.string();
      state.ended.put(fingerprint, in.varint());
    }
    state.clock = in.varint();
    state.patientUntil = in.varint();
    state.transition = in.varint();
    state.reason = in.string();
    byte[] collective = in.bytes();
    state.collective = collective.length == 0 ? null : ALERTS.read(collective);
    return state;
  }
}
