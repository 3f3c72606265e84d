/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.delivery;

import io.watchfire.runtime.kafka.CompactedTopicReader;
import io.watchfire.schemas.alert.AlertJson;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What the records of the alerts topic say; those that say nothing become dead letters. */
public final class StateReader implements CompactedTopicReader.Handler {
  private final DeadLetters deadLetters;
  private final Consumer<TopicEvent.Published> events;
  private final Consumer<Map<Integer, Long>> caughtUp;
  private final AlertJson json = new AlertJson();

  /**
   * Nothing is read yet.
   *
   * @param events takes what was read, in the order of each partition
   * @param caughtUp called once, with the end offsets that were reached
   */
  public StateReader(
      DeadLetters deadLetters,
      Consumer<TopicEvent.Published> events,
      Consumer<Map<Integer, Long>> caughtUp) {
    this.deadLetters = deadLetters;
    this.events = events;
    this.caughtUp = caughtUp;
  }

  @Override
  public void read(ConsumerRecord<byte[], byte[]> record) {
    events.accept(event(record));
  }

  @Override
  public void unreadable(ConsumerRecord<byte[], byte[]> record, String cause) {
    deadLetters.undecodable(
        record, record.key() == null ? "no key (expected: the fingerprint)" : cause);
  }

  @Override
  public void reachedEnd(Map<Integer, Long> ends) {
    caughtUp.accept(ends);
  }

  private TopicEvent.Published event(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      String fingerprint = new String(record.key(), StandardCharsets.UTF_8);
      return new TopicEvent.Forgotten(fingerprint, record.partition(), record.offset());
    }
    return new TopicEvent.Changed(StateRecord.of(record, json.read(record.value())));
  }
}
