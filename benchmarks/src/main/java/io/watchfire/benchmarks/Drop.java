/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.benchmarks;

import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;

/** The least that Kafka Streams can do: reads the input topic exactly once, and drops it. */
final class Drop implements AutoCloseable {
  private final LongAdder records = new LongAdder();
  private final KafkaStreams streams;

  Drop(Stack stack, int round) {
    Map<String, Object> settings =
        new HashMap<>(stack.kafka.streams("drop-" + round, stack.directory.resolve("drop")));
    settings.put("default.key.serde", Serdes.ByteArraySerde.class);
    settings.put("default.value.serde", Serdes.ByteArraySerde.class);
    settings.put("consumer.auto.offset.reset", "earliest");
    // As the match stage has them.
    settings.put("consumer.max.partition.fetch.bytes", 4 << 20);
    settings.put("consumer.receive.buffer.bytes", -1);
    Topology topology = new Topology();
    topology.addSource("in", Stack.INPUT);
    topology.addProcessor("drop", () -> new Ignore(records), "in");
    Properties properties = new Properties();
    properties.putAll(settings);
    streams = new KafkaStreams(topology, properties);
  }

  void start() {
    streams.start();
  }

  long records() {
    return records.sum();
  }

  @Override
  public void close() {
    streams.close();
  }

  private record Ignore(LongAdder count) implements Processor<byte[], byte[], Void, Void> {
    @Override
    public void process(Record<byte[], byte[]> record) {
      count.increment();
    }
  }
}
