/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.topology.grouping;

import io.watchfire.streams.grouping.AlertGrouping;
import io.watchfire.streams.grouping.GroupedAlert;
import io.watchfire.streams.query.GroupKey;
import io.watchfire.streams.topology.GroupKeys;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** What is gathered, in the state store: an entry for each rule and tenant, and each that fires. */
final class GroupingStore {
  private static final int DIRECTORY = 0;
  private static final int STATE = 1;
  private static final int MEMBER = 2;

  private final KeyValueStore<Bytes, byte[]> store;

  GroupingStore(KeyValueStore<Bytes, byte[]> store) {
    this.store = store;
  }

  /** Gives everything that was kept to new ones. */
  void load(Function<GroupKey, Running> begin, Consumer<Running> into) {
    try (KeyValueIterator<Bytes, byte[]> entries = store.all()) {
      Running running = null;
      while (entries.hasNext()) {
        KeyValue<Bytes, byte[]> entry = entries.next();
        if (GroupKeys.kind(entry.key.get()) == DIRECTORY) {
          running = begin.apply(GroupKey.of(entry.value));
          into.accept(running);
        } else {
          restore(running, entry.key.get(), entry.value);
        }
      }
    }
  }

  private static void restore(@Nullable Running running, byte[] key, byte[] value) {
    if (running == null) {
      throw new IllegalStateException("gathered: an entry without its directory");
    }
    if (GroupKeys.kind(key) == STATE) {
      running.grouping().read(value);
    } else {
      running.grouping().restore(GroupedAlert.read(value));
    }
  }

  /** Keeps what has changed, or nothing where nothing is left to be known. */
  void keep(Running running) {
    AlertGrouping grouping = running.grouping();
    for (String fingerprint : grouping.changedMembers()) {
      GroupedAlert member = grouping.member(fingerprint);
      put(memberKey(running.hash(), fingerprint), member == null ? null : member.write());
    }
    if (grouping.changed()) {
      boolean empty = grouping.isEmpty();
      put(GroupKeys.of(running.hash(), DIRECTORY), empty ? null : running.key().bytes());
      put(GroupKeys.of(running.hash(), STATE), empty ? null : grouping.write());
    }
  }

  private void put(byte[] key, byte @Nullable [] value) {
    if (value == null) {
      store.delete(Bytes.wrap(key));
    } else {
      store.put(Bytes.wrap(key), value);
    }
  }

  private static byte[] memberKey(byte[] hash, String fingerprint) {
    byte[] kind = GroupKeys.of(hash, MEMBER);
    byte[] name = fingerprint.getBytes(StandardCharsets.UTF_8);
    byte[] key = new byte[kind.length + name.length];
    System.arraycopy(kind, 0, key, 0, kind.length);
    System.arraycopy(name, 0, key, kind.length, name.length);
    return key;
  }

  /** A rule and tenant at work. */
  record Running(GroupKey key, byte[] hash, AlertGrouping grouping) {
    static Running of(GroupKey key, AlertGrouping grouping) {
      return new Running(key, GroupKeys.hash(key.bytes()), grouping);
    }
  }
}
