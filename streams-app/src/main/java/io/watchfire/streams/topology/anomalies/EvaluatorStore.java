/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.topology.anomalies;

import io.watchfire.schemas.alert.Alert;
import io.watchfire.schemas.alert.AlertJson;
import io.watchfire.streams.codec.ByteReader;
import io.watchfire.streams.codec.ByteWriter;
import io.watchfire.streams.engine.GroupEvaluator;
import io.watchfire.streams.engine.SeriesEvaluator;
import io.watchfire.streams.engine.SeriesRule;
import io.watchfire.streams.query.StepBuckets.Closed;
import io.watchfire.streams.topology.GroupKeys;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Groups of series rules in the state store. What a detector has learnt is kilobytes, so it is kept
 * now and then; the numbers judged since are kept one by one, and judged again after a restart,
 * which gives the same state.
 */
final class EvaluatorStore {
  private static final int VERSION = 1;
  private static final int DIRECTORY = 0;
  private static final int STATE = 1;
  private static final int ALERT = 2;
  private static final int LEARNT = 3;
  private static final int JUDGED = 4;
  private static final AlertJson ALERTS = new AlertJson();

  private final KeyValueStore<Bytes, byte[]> store;

  EvaluatorStore(KeyValueStore<Bytes, byte[]> store) {
    this.store = store;
  }

  /**
   * A group as it was kept.
   *
   * @param key the group
   * @param learnt under which name it was learnt
   * @param fingerprint of what it was learnt from; 0 if unknown, as in what earlier releases kept
   * @param state of the run; empty if none was kept
   * @param checkpoint what was learnt; empty if none was kept
   * @param judged the numbers judged since, in order
   * @param alerts at most one, as last sent
   * @param heldMillis how long it has been held without its rule; 0 while that is known
   */
  record Kept(
      byte[] hash,
      byte[] key,
      String learnt,
      long fingerprint,
      byte[] state,
      byte[] checkpoint,
      List<Closed> judged,
      List<Alert> alerts,
      long heldMillis) {
    /** The same without what was learnt, which stays in the store. */
    Kept withoutLearnt() {
      return new Kept(
          hash, key, learnt, fingerprint, state, new byte[0], List.of(), alerts, heldMillis);
    }
  }

  List<Kept> all() {
    List<Kept> groups = new ArrayList<>();
    Loading loading = new Loading();
    try (KeyValueIterator<Bytes, byte[]> entries = store.all()) {
      while (entries.hasNext()) {
        KeyValue<Bytes, byte[]> entry = entries.next();
        if (GroupKeys.kind(entry.key.get()) == DIRECTORY) {
          loading.finish(groups);
          loading = new Loading();
        }
        loading.take(entry.key.get(), entry.value);
      }
    }
    loading.finish(groups);
    return groups;
  }

  void putDirectory(byte[] hash, byte[] group, SeriesRule rule) {
    ByteWriter out = ByteWriter.versioned(VERSION, group.length + 64);
    out.bytes(group).string(rule.learnt()).fixed64(rule.fingerprint());
    put(GroupKeys.of(hash, DIRECTORY), out.toBytes());
  }

  /** Keeps how long a group has been held without its rule. */
  void putHeld(Kept group, long heldMillis) {
    ByteWriter out = ByteWriter.versioned(VERSION, group.key().length + 64);
    out.bytes(group.key()).string(group.learnt()).fixed64(group.fingerprint()).varint(heldMillis);
    put(GroupKeys.of(group.hash(), DIRECTORY), out.toBytes());
  }

  void putState(byte[] hash, GroupEvaluator evaluator) {
    put(GroupKeys.of(hash, STATE), evaluator.write());
  }

  void putAlert(byte[] hash, Alert alert) {
    put(GroupKeys.of(hash, ALERT), ALERTS.write(alert));
  }

  void putJudged(byte[] hash, Closed closed) {
    ByteWriter out = new ByteWriter(12).float64(closed.value());
    if (closed.events() != Closed.UNKNOWN) {
      out.varint(closed.events());
    }
    put(judgedKey(hash, closed.endMillis()), out.toBytes());
  }

  /** Keeps what was learnt, in place of the numbers it was learnt from. */
  void putLearnt(byte[] hash, SeriesEvaluator evaluator, List<Long> judged) {
    ByteWriter out = ByteWriter.versioned(VERSION, 4096);
    evaluator.writeLearnt(out);
    put(GroupKeys.of(hash, LEARNT), out.toBytes());
    judged.forEach(end -> store.delete(Bytes.wrap(judgedKey(hash, end))));
  }

  void remove(byte[] hash, List<Long> judged) {
    for (int kind = DIRECTORY; kind <= LEARNT; kind++) {
      store.delete(Bytes.wrap(GroupKeys.of(hash, kind)));
    }
    judged.forEach(end -> store.delete(Bytes.wrap(judgedKey(hash, end))));
  }

  /** Removes all but the group itself and its alert. */
  void discardLearnt(Kept group) {
    store.delete(Bytes.wrap(GroupKeys.of(group.hash(), STATE)));
    store.delete(Bytes.wrap(GroupKeys.of(group.hash(), LEARNT)));
    group.judged().forEach(b -> store.delete(Bytes.wrap(judgedKey(group.hash(), b.endMillis()))));
  }

  /** Removes all that is kept of a group. */
  void remove(byte[] hash) {
    List<Bytes> keys = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> entries =
        store.range(
            Bytes.wrap(GroupKeys.of(hash, 0)), Bytes.wrap(GroupKeys.of(hash, GroupKeys.LAST)))) {
      entries.forEachRemaining(entry -> keys.add(entry.key));
    }
    keys.forEach(store::delete);
  }

  static void readLearnt(byte[] checkpoint, SeriesEvaluator into) {
    into.readLearnt(ByteReader.versioned(checkpoint, VERSION, "what was learnt"));
  }

  private void put(byte[] key, byte[] value) {
    store.put(Bytes.wrap(key), value);
  }

  private static byte[] judgedKey(byte[] hash, long end) {
    byte[] kind = GroupKeys.of(hash, JUDGED);
    return new ByteWriter(kind.length + 8).raw(kind).fixed64(end).toBytes();
  }

  /** The entries of one group, in the order of their keys. */
  private static final class Loading {
    private byte[] hash = {};
    private byte[] group = {};
    private String learnt = "";
    private long fingerprint;
    private long heldMillis;
    private byte[] state = {};
    private byte[] checkpoint = {};
    private final List<Closed> judged = new ArrayList<>();
    private final List<Alert> alerts = new ArrayList<>(0);

    void take(byte[] key, byte[] value) {
      switch (GroupKeys.kind(key)) {
        case DIRECTORY -> {
          ByteReader in = ByteReader.versioned(value, VERSION, "series directory");
          hash = GroupKeys.hashOf(key);
          group = in.bytes();
          learnt = in.string();
          fingerprint = in.hasMore() ? in.fixed64() : 0;
          heldMillis = in.hasMore() ? in.varint() : 0;
        }
        case STATE -> state = value;
        case ALERT -> alerts.add(ALERTS.read(value));
        case LEARNT -> checkpoint = value;
        default -> {
          byte[] end = Arrays.copyOfRange(key, key.length - 8, key.length);
          ByteReader in = new ByteReader(value);
          double number = in.float64();
          long events = in.hasMore() ? in.varint() : Closed.UNKNOWN;
          judged.add(new Closed(new ByteReader(end).fixed64(), number, events));
        }
      }
    }

    void finish(List<Kept> groups) {
      if (group.length > 0) {
        groups.add(
            new Kept(
                hash, group, learnt, fingerprint, state, checkpoint, judged, alerts, heldMillis));
      }
    }
  }
}
