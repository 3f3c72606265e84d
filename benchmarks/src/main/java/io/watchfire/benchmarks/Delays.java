/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.benchmarks;

import io.watchfire.runtime.kafka.KafkaSettings;
import io.watchfire.schemas.series.SeriesReadingJson;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * How long after the end of their buckets readings were written.
 *
 * @param millis ascending
 */
record Delays(long[] millis) {
  private static final String TOPIC = "watchfire.anomalies";

  /** Of everything that was written since, in milliseconds of the epoch. */
  static Delays read(KafkaSettings kafka, long since) {
    LongStream.Builder found = LongStream.builder();
    SeriesReadingJson json = new SeriesReadingJson();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            kafka.consumer(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(TOPIC).stream()
              .map(info -> new TopicPartition(TOPIC, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
          if (record.timestamp() >= since) {
            found.add(record.timestamp() - json.read(record.value()).time().toEpochMilli());
          }
        }
      }
    }
    long[] sorted = found.build().toArray();
    Arrays.sort(sorted);
    return new Delays(sorted);
  }

  @Override
  public String toString() {
    if (millis.length == 0) {
      return "no bucket was judged";
    }
    return String.format(
        Locale.ROOT,
        "%d buckets judged, seconds after their end: first %.1f, p50 %.1f, p99 %.1f, last %.1f",
        millis.length,
        millis[0] / 1e3,
        millis[millis.length / 2] / 1e3,
        millis[(int) (millis.length * 0.99)] / 1e3,
        millis[millis.length - 1] / 1e3);
  }
}
