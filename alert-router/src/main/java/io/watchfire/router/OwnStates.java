/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router;

import io.watchfire.router.delivery.AlertStates;
import io.watchfire.router.pager.OwnAlerts;
import io.watchfire.runtime.kafka.CompactedTopicReader;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** The states of our alerts as on call sees them. */
public final class OwnStates implements OwnAlerts {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final long LOOK_MILLIS = 5;

  private final AlertStates states;
  private final CompactedTopicReader reader;
  private final Admin admin;

  public OwnStates(AlertStates states, CompactedTopicReader reader, Admin admin) {
    this.states = states;
    this.reader = reader;
    this.admin = admin;
  }

  @Override
  public State of(String fingerprint) {
    return states.of(fingerprint);
  }

  @Override
  public long transition(String fingerprint) {
    return states.transition(fingerprint);
  }

  @Override
  public boolean areKnown() {
    return reader.problem() == null;
  }

  @Override
  public void awaitEnd() throws InterruptedException {
    Map<TopicPartition, Long> ends = ends();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!reader.hasRead(ends)) {
      if (System.nanoTime() > deadline) {
        throw new KafkaException("the states of alerts are not read up to " + ends);
      }
      Thread.sleep(LOOK_MILLIS);
    }
  }

  private Map<TopicPartition, Long> ends() throws InterruptedException {
    Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
    reader.partitions().forEach(partition -> latest.put(partition, OffsetSpec.latest()));
    Map<TopicPartition, Long> ends = new HashMap<>();
    try {
      admin
          .listOffsets(latest, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
          .all()
          .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
          .forEach((partition, end) -> ends.put(partition, end.offset()));
      return ends;
    } catch (ExecutionException | TimeoutException e) {
      throw new KafkaException("Kafka does not say where the states of alerts end", e);
    }
  }
}
