/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.topology.rules;

import io.watchfire.schemas.alert.Alert;
import io.watchfire.schemas.alert.AlertJson;
import io.watchfire.streams.alerting.Lifecycle;
import io.watchfire.streams.codec.ByteReader;
import io.watchfire.streams.codec.ByteWriter;
import io.watchfire.streams.slo.BucketLayout;
import io.watchfire.streams.slo.BucketLog;
import io.watchfire.streams.slo.Buckets;
import io.watchfire.streams.slo.GroupState;
import io.watchfire.streams.slo.Severity;
import io.watchfire.streams.topology.GroupKeys;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Groups in the state store: a directory entry, the state, the buckets, and what looks ahead on the
 * budget, each its own record.
 */
public final class GroupStore {
  private static final int DIRECTORY_VERSION = 1;
  private static final int BUCKET_VERSION = 1;
  private static final int BUDGET_VERSION = 1;
  private static final AlertJson ALERTS = new AlertJson();

  private final KeyValueStore<Bytes, byte[]> store;

  public GroupStore(KeyValueStore<Bytes, byte[]> store) {
    this.store = store;
  }

  /** A bucket as it was kept. */
  record Bucket(int level, long end, long counted, long total) {}

  /**
   * A group as it was kept.
   *
   * @param heldMillis how long it has been held without its rule; 0 while that is known
   */
  public record Kept(
      byte[] hash,
      byte[] key,
      long layout,
      GroupState state,
      List<Bucket> buckets,
      List<Alert> alerts,
      List<Budget> budgets,
      long heldMillis) {
    /** The same without what it counted, which stays in the store. */
    Kept withoutBuckets() {
      return new Kept(hash, key, layout, state, List.of(), alerts, budgets, heldMillis);
    }
  }

  /**
   * What a rule that looks ahead made of the group, and its alert as it was last told.
   *
   * @param heldMillis how long it has been held without its rule; 0 while that is known
   */
  record Budget(String rule, Lifecycle life, Alert alert, long heldMillis) {
    Budget(String rule, Lifecycle life, Alert alert) {
      this(rule, life, alert, 0);
    }

    Budget heldFor(long millis) {
      return new Budget(rule, life, alert, millis);
    }
  }

  /** Every group that was kept. */
  public List<Kept> all() {
    List<Kept> groups = new ArrayList<>();
    Loading loading = new Loading();
    try (KeyValueIterator<Bytes, byte[]> entries = store.all()) {
      while (entries.hasNext()) {
        KeyValue<Bytes, byte[]> entry = entries.next();
        if (GroupKeys.kind(entry.key.get()) == GroupKeys.DIRECTORY) {
          loading.finish(groups);
          loading = new Loading();
        }
        loading.take(entry.key.get(), entry.value);
      }
    }
    loading.finish(groups);
    return groups;
  }

  void putDirectory(byte[] hash, byte[] group, BucketLayout layout) {
    putDirectory(hash, group, layoutId(layout), 0);
  }

  /** Keeps how long a group has been held without its rule. */
  void putHeld(Kept group, long heldMillis) {
    putDirectory(group.hash(), group.key(), group.layout(), heldMillis);
  }

  private void putDirectory(byte[] hash, byte[] group, long layoutId, long heldMillis) {
    ByteWriter out = ByteWriter.versioned(DIRECTORY_VERSION, group.length + 16);
    out.bytes(group).fixed64(layoutId);
    if (heldMillis > 0) {
      out.varint(heldMillis);
    }
    put(GroupKeys.of(hash, GroupKeys.DIRECTORY), out.toBytes());
  }

  public void putState(byte[] hash, GroupState state) {
    put(GroupKeys.of(hash, GroupKeys.STATE), state.write());
  }

  /** Keeps an alert in the words last sent, so that it can be ended after its rule is gone. */
  void putAlert(byte[] hash, Alert alert) {
    String severity = alert.labels().getOrDefault("severity", "page");
    put(GroupKeys.alert(hash, severity), ALERTS.write(alert));
  }

  void putBudget(byte[] hash, Budget budget) {
    ByteWriter out = ByteWriter.versioned(BUDGET_VERSION, 1024);
    budget.life().write(out);
    out.bytes(ALERTS.write(budget.alert()));
    if (budget.heldMillis() > 0) {
      out.varint(budget.heldMillis());
    }
    put(GroupKeys.budget(hash, budget.rule()), out.toBytes());
  }

  void removeBudget(byte[] hash, String rule) {
    store.delete(Bytes.wrap(GroupKeys.budget(hash, rule)));
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

  /** Removes a group whose buckets were cleared. */
  void removeEntries(byte[] hash) {
    store.delete(Bytes.wrap(GroupKeys.of(hash, GroupKeys.DIRECTORY)));
    store.delete(Bytes.wrap(GroupKeys.of(hash, GroupKeys.STATE)));
    for (Severity severity : Severity.values()) {
      store.delete(Bytes.wrap(GroupKeys.alert(hash, severity.text())));
    }
  }

  void delete(byte[] hash, int level, long end) {
    store.delete(Bytes.wrap(GroupKeys.bucket(hash, level, end)));
  }

  /** Writes the buckets of a group through to the store. */
  BucketLog log(byte[] hash, Runnable onWrite) {
    return new BucketLog() {
      @Override
      public void put(int level, long end, long counted, long total) {
        ByteWriter out = ByteWriter.versioned(BUCKET_VERSION, 12);
        GroupStore.this.put(
            GroupKeys.bucket(hash, level, end), out.zigzag(counted).zigzag(total).toBytes());
        onWrite.run();
      }

      @Override
      public void delete(int level, long end) {
        GroupStore.this.delete(hash, level, end);
        onWrite.run();
      }
    };
  }

  /**
   * Puts the buckets of a kept group back; into a layout that has changed since each goes by its
   * end, and what was kept of the old layout is removed.
   */
  void restore(Kept group, BucketLayout layout, Buckets into) {
    boolean same = group.layout() == layoutId(layout);
    for (Bucket bucket : group.buckets()) {
      if (same) {
        into.restore(bucket.level(), bucket.end(), bucket.counted(), bucket.total());
      } else {
        delete(group.hash(), bucket.level(), bucket.end());
      }
    }
    if (!same) {
      putDirectory(group.hash(), group.key(), layout);
      for (Bucket bucket : group.buckets()) {
        if (!into.tooOld(bucket.end())) {
          into.add(bucket.end(), bucket.counted(), bucket.total());
        }
      }
    }
    into.restored();
  }

  /** Removes what a group counted; from now on it counts in that layout. */
  void discardBuckets(Kept group, BucketLayout layout) {
    group.buckets().forEach(bucket -> delete(group.hash(), bucket.level(), bucket.end()));
    putDirectory(group.hash(), group.key(), layout);
  }

  private void put(byte[] key, byte[] value) {
    store.put(Bytes.wrap(key), value);
  }

  private static long layoutId(BucketLayout layout) {
    long id = layout.size();
    for (int i = 0; i < layout.size(); i++) {
      id = (id * 1_000_003 + layout.window(i)) * 1_000_003 + layout.width(i);
    }
    return id;
  }

  /** The entries of one group, in the order of their keys. */
  private static final class Loading {
    private byte[] hash = {};
    private byte[] group = {};
    private long layout;
    private long heldMillis;
    private final List<GroupState> state = new ArrayList<>(1);
    private final List<Bucket> buckets = new ArrayList<>();
    private final List<Alert> alerts = new ArrayList<>(0);
    private final List<Budget> budgets = new ArrayList<>(0);

    void take(byte[] key, byte[] value) {
      switch (GroupKeys.kind(key)) {
        case GroupKeys.DIRECTORY -> {
          ByteReader in = ByteReader.versioned(value, DIRECTORY_VERSION, "group directory");
          hash = GroupKeys.hashOf(key);
          group = in.bytes();
          layout = in.fixed64();
          heldMillis = in.hasMore() ? in.varint() : 0;
        }
        case GroupKeys.STATE -> state.add(GroupState.read(value));
        case GroupKeys.ALERT -> alerts.add(ALERTS.read(value));
        case GroupKeys.BUDGET -> {
          ByteReader in = ByteReader.versioned(value, BUDGET_VERSION, "error budget");
          Lifecycle life = Lifecycle.read(in);
          Alert alert = ALERTS.read(in.bytes());
          long held = in.hasMore() ? in.varint() : 0;
          budgets.add(new Budget(GroupKeys.budgetRule(key), life, alert, held));
        }
        default -> {
          ByteReader in = ByteReader.versioned(value, BUCKET_VERSION, "bucket");
          buckets.add(
              new Bucket(GroupKeys.level(key), GroupKeys.end(key), in.zigzag(), in.zigzag()));
        }
      }
    }

    void finish(List<Kept> groups) {
      if (!state.isEmpty() && group.length > 0) {
        groups.add(
            new Kept(hash, group, layout, state.get(0), buckets, alerts, budgets, heldMillis));
      }
    }
  }
}
