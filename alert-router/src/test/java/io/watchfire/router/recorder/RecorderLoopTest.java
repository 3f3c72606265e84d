/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** From where a partition is read that was given to us. */
class RecorderLoopTest {
  private static final TopicPartition PARTITION = new TopicPartition("events", 0);

  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
  private final RecorderLoop loop =
      new RecorderLoop(
          consumer,
          null,
          () -> new Batch("audit", "dlq"),
          fingerprint -> List.of(),
          new RecorderMeters(new SimpleMeterRegistry()));

  @Test
  void whatWasNeverReadIsReadFromItsBeginning() {
    assertThat(positionOf(null, 20_000)).isZero();
  }

  @Test
  void aLittleThatWasReadIsReadAgain() {
    assertThat(positionOf(15_000L, 20_000)).isEqualTo(15_000 - RecorderLoop.RECALLED);
    assertThat(positionOf(7L, 20_000)).isZero();
  }

  @Test
  void aTopicThatWasMadeAnewIsReadFromItsBeginning() {
    assertThat(positionOf(15_000L, 14_999)).isZero();
  }

  private long positionOf(Long committed, long end) {
    consumer.assign(List.of(PARTITION));
    consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
    consumer.updateEndOffsets(Map.of(PARTITION, end));
    if (committed != null) {
      consumer.commitSync(Map.of(PARTITION, new OffsetAndMetadata(committed)));
    }
    loop.onPartitionsAssigned(List.of(PARTITION));
    return consumer.position(PARTITION);
  }
}
