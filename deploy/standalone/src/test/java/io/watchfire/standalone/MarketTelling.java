/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Sends what a market tells. */
final class MarketTelling {
  private MarketTelling() {}

  /**
   * Tells of steps; everything is stored when this returns.
   *
   * @param from the first step
   * @param to the step before which it ends
   * @param pace from one step to the next
   * @throws IllegalStateException if a record was not taken
   */
  static void tell(String bootstrap, Market market, int from, int to, Duration pace) {
    AtomicReference<Exception> failure = new AtomicReference<>();
    try (KafkaProducer<String, byte[]> producer = FleetLoad.producer(bootstrap)) {
      for (int step = from; step < to; step++) {
        for (MarketRecords.Sent sent : market.step(step)) {
          producer.send(
              new ProducerRecord<>(sent.topic(), sent.key(), sent.value()),
              (metadata, e) -> failure.compareAndSet(null, e));
        }
        LockSupport.parkNanos(pace.toNanos());
      }
      producer.flush();
    }
    if (failure.get() != null) {
      throw new IllegalStateException("a record was not sent", failure.get());
    }
  }
}
