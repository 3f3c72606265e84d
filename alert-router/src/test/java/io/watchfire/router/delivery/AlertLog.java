/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.delivery;

import io.watchfire.schemas.alert.Alert;
import io.watchfire.schemas.alert.Alert.Mode;
import io.watchfire.schemas.alert.AlertState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/**
 * A compacted topic of alerts in memory, whose alerts change at random as the streams app lets
 * them: they become pending, fire, go on firing, turn shadow and back, resolve and fire again.
 */
final class AlertLog {
  static final int PARTITIONS = 2;

  /** An annotation that counts the states: what ended may only be seen again with a higher one. */
  static final String LIFE = "life";

  private final RandomGenerator random;
  private final List<String> names;
  private final Map<String, StateRecord> current = new TreeMap<>();
  private final List<StateRecord> records = new ArrayList<>();
  private final Map<Integer, Long> ends = new HashMap<>();
  private int lives;

  AlertLog(RandomGenerator random, List<String> names) {
    this.random = random;
    this.names = List.copyOf(names);
    for (int partition = 0; partition < PARTITIONS; partition++) {
      ends.put(partition, 0L);
    }
  }

  /** A change of one alert, or the same state once more. */
  void change(Instant now) {
    String name = names.get(random.nextInt(names.size()));
    StateRecord before = current.get(name);
    append(name, before == null ? begun(name, 1, now) : next(name, before.alert(), now));
  }

  /**
   * Drops what is superseded. Not where nothing but the mode of an alert's first state changed: no
   * count tells that it had another, and Kafka does not compact so soon.
   */
  void compact() {
    records.removeIf(record -> isSuperseded(record) && newest(record).alert().transition() > 1);
  }

  /** From that index on, in the order of writing. */
  List<StateRecord> from(int index) {
    return List.copyOf(records.subList(index, records.size()));
  }

  int size() {
    return records.size();
  }

  Map<Integer, Long> ends() {
    return Map.copyOf(ends);
  }

  /** The names of the alerts that are to be seen in Alertmanager. */
  TreeSet<String> firing() {
    TreeSet<String> firing = new TreeSet<>();
    current.forEach(
        (name, record) -> {
          if (PendingDelivery.by(record.alert()) == PendingDelivery.As.FIRING) {
            firing.add(name);
          }
        });
    return firing;
  }

  private Alert begun(String name, long transition, Instant now) {
    AlertState state = random.nextInt(4) == 0 ? AlertState.PENDING : AlertState.FIRING;
    return alert(name, state, transition, mode(), now, now);
  }

  private Alert next(String name, Alert before, Instant now) {
    long transition = before.transition() + 1;
    return switch (before.state()) {
      case INACTIVE, RESOLVED -> random.nextInt(5) == 0 ? before : begun(name, transition, now);
      case PENDING ->
          random.nextBoolean()
              ? alert(name, AlertState.FIRING, transition, before.mode(), now, now)
              : alert(name, AlertState.INACTIVE, transition, before.mode(), now, now);
      case FIRING ->
          switch (random.nextInt(5)) {
            case 0 -> before;
            case 1 -> inMode(mode(), before);
            default ->
                alert(name, AlertState.RESOLVED, transition, before.mode(), before.startsAt(), now);
          };
    };
  }

  private Alert inMode(Mode mode, Alert before) {
    return mode == before.mode()
        ? before
        : alert(
            name(before),
            AlertState.FIRING,
            before.transition(),
            mode,
            before.startsAt(),
            before.updatedAt());
  }

  private void append(String name, Alert alert) {
    int partition = Math.floorMod(alert.fingerprint().hashCode(), PARTITIONS);
    long offset = ends.merge(partition, 1L, Long::sum) - 1;
    StateRecord record = new StateRecord(alert.fingerprint(), alert, partition, offset);
    records.add(record);
    current.put(name, record);
  }

  private boolean isSuperseded(StateRecord record) {
    return newest(record).offset() != record.offset();
  }

  private StateRecord newest(StateRecord record) {
    return current.getOrDefault(name(record.alert()), record);
  }

  private Mode mode() {
    return random.nextInt(5) == 0 ? Mode.SHADOW : Mode.ALERT;
  }

  private static String name(Alert alert) {
    return String.valueOf(alert.labels().get("alertname"));
  }

  private Alert alert(
      String name, AlertState state, long transition, Mode mode, Instant start, Instant now) {
    return new Alert(
        Map.of("alertname", name),
        Map.of(LIFE, Integer.toString(++lives)),
        state,
        transition,
        "condition",
        mode,
        start,
        state == AlertState.RESOLVED ? now : null,
        now,
        null);
  }
}
