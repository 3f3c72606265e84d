/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.delivery;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The deliveries to one peer, each with a queue: a single one, or one of each tenant, so that none
 * holds up another. Each gets an event for every record, since what it has behind it is counted in
 * offsets; for those that are others' no more than that they passed.
 */
final class Deliveries {
  /** The name where there are no tenants, and of alerts that have none. */
  static final String NO_TENANT = "";

  /** Makes and starts the delivery of a tenant. */
  interface Starter {
    DeliveryLoop start(String tenant, BlockingQueue<TopicEvent> queue);
  }

  private final Relabeller relabeller;
  private final Consumer<Map<Integer, Long>> cursor;
  private final Map<String, BlockingQueue<TopicEvent>> queues = new TreeMap<>();
  private final Map<String, DeliveryLoop> loops = new TreeMap<>();
  private final Map<String, Map<Integer, Long>> cursors = new HashMap<>();
  private @Nullable Starter starter;

  /**
   * Nothing is delivered before {@link #start}.
   *
   * @param cursor takes what all deliveries have behind them
   */
  Deliveries(Relabeller relabeller, Consumer<Map<Integer, Long>> cursor) {
    this.relabeller = relabeller;
    this.cursor = cursor;
  }

  /** For later; never waits. */
  synchronized void enqueue(TopicEvent event) {
    switch (event) {
      case TopicEvent.Changed changed -> enqueue(changed.record(), changed);
      case TopicEvent ofAll -> queues.values().forEach(queue -> queue.add(ofAll));
    }
  }

  /** Begins; {@code committed} is the cursor of the last run. */
  synchronized void start(Map<Integer, Long> committed, Starter starting) {
    starter = starting;
    for (Map<Integer, Long> known : cursors.values()) {
      committed.forEach((partition, offset) -> known.merge(partition, offset, Math::max));
    }
    queues.forEach((tenant, queue) -> loops.put(tenant, starting.start(tenant, queue)));
  }

  /** What a delivery has behind it. */
  synchronized void save(String tenant, Map<Integer, Long> behind) {
    cursors.put(tenant, new HashMap<>(behind));
    Map<Integer, Long> all = new TreeMap<>();
    for (Map<Integer, Long> one : cursors.values()) {
      one.forEach((partition, offset) -> all.merge(partition, offset, Math::min));
    }
    cursor.accept(all);
  }

  /** Those with alerts so far. */
  synchronized List<String> tenants() {
    return queues.keySet().stream().filter(tenant -> !tenant.equals(NO_TENANT)).toList();
  }

  /** Why a tenant's alerts are not accepted, for each where they are not. */
  synchronized List<String> problems() {
    return loops.entrySet().stream().map(Deliveries::problem).filter(Objects::nonNull).toList();
  }

  private void enqueue(StateRecord record, TopicEvent.Changed changed) {
    String of = tenant(record);
    if (!queues.containsKey(of)) {
      open(of, record);
    }
    TopicEvent passed = new TopicEvent.Passed(record.partition(), record.offset());
    queues.forEach((other, queue) -> queue.add(other.equals(of) ? changed : passed));
  }

  private String tenant(StateRecord record) {
    if (!relabeller.hasTenants()) {
      return NO_TENANT;
    }
    String tenant = relabeller.tenant(relabeller.of(record.alert()).labels());
    return tenant == null ? NO_TENANT : tenant;
  }

  /** The record holds the cursor before any other delivery can say that it has passed. */
  private void open(String tenant, StateRecord first) {
    BlockingQueue<TopicEvent> queue = new LinkedBlockingQueue<>();
    queues.put(tenant, queue);
    cursors.put(tenant, new HashMap<>(Map.of(first.partition(), Math.max(0, first.offset()))));
    if (starter != null) {
      loops.put(tenant, starter.start(tenant, queue));
    }
  }

  private static @Nullable String problem(Map.Entry<String, DeliveryLoop> delivery) {
    String problem = delivery.getValue().problem();
    return problem == null || delivery.getKey().equals(NO_TENANT)
        ? problem
        : "tenant " + delivery.getKey() + ": " + problem;
  }
}
