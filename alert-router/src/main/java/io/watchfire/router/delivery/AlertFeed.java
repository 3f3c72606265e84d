/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.delivery;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Hands every event of the alerts topic to the {@link Deliveries} of every peer that has joined.
 * One that joins late gets all that is current first, and misses nothing between that and what
 * follows. Thread-safe.
 */
public final class AlertFeed {
  private final AlertStates states;
  private final List<Deliveries> joined = new ArrayList<>();
  private final Map<Integer, Long> ends = new HashMap<>();

  /**
   * Nobody has joined yet.
   *
   * @param states takes in what is published
   */
  public AlertFeed(AlertStates states) {
    this.states = states;
  }

  /** To be called for each record of the topic, in the order of each partition; never waits. */
  public synchronized void publish(TopicEvent.Published event) {
    switch (event) {
      case TopicEvent.Changed changed -> {
        states.put(changed.record());
        passed(changed.record().partition(), changed.record().offset());
      }
      case TopicEvent.Forgotten gone -> {
        states.forget(gone.fingerprint());
        passed(gone.partition(), gone.offset());
      }
    }
    joined.forEach(deliveries -> deliveries.enqueue(event));
  }

  /** All that stood on the topic before these offsets is published. */
  public synchronized void reached(Map<Integer, Long> offsets) {
    offsets.forEach((partition, end) -> ends.merge(partition, end, Math::max));
  }

  /** Gets all current states, and from now on every event. Returns the topic's end offsets. */
  synchronized Map<Integer, Long> join(Deliveries deliveries) {
    states.records().forEach(record -> deliveries.enqueue(new TopicEvent.Changed(record)));
    joined.add(deliveries);
    return Map.copyOf(ends);
  }

  /** Gets nothing any more; harmless for those that have not joined. */
  synchronized void leave(Deliveries deliveries) {
    joined.remove(deliveries);
  }

  private void passed(int partition, long offset) {
    ends.merge(partition, offset + 1, Math::max);
  }
}
