/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.topology;

import io.watchfire.runtime.kafka.KafkaSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/**
 * Two applications joined by a topic, each with one cached persistent store: the shape of the real
 * stages, and nothing else. Each counts the records of a key and sends one record for each it gets,
 * so the last topic must hold 1, 2, 3, ... for every key.
 */
final class TwoStages {
  static final String IN = "spike.in";
  static final String OUT = "spike.out";
  static final int PARTITIONS = 4;
  private static final String MID = "spike.mid";

  private TwoStages() {}

  static List<NewTopic> topics() {
    return List.of(
        new NewTopic(IN, PARTITIONS, (short) 1),
        new NewTopic(MID, PARTITIONS, (short) 1),
        new NewTopic(OUT, PARTITIONS, (short) 1));
  }

  static Map<String, KafkaStreams> start(String bootstrap, Path state, Map<String, String> extra) {
    return Map.of(
        "first", start("first", bootstrap, state, extra),
        "second", start("second", bootstrap, state, extra));
  }

  static KafkaStreams start(String stage, String bootstrap, Path state, Map<String, String> extra) {
    return stage.equals("first")
        ? stage(bootstrap, "spike-first", IN, MID, state, extra)
        : stage(bootstrap, "spike-second", MID, OUT, state, extra);
  }

  private static KafkaStreams stage(
      String bootstrap, String id, String from, String to, Path state, Map<String, String> extra) {
    Properties properties = new Properties();
    properties.putAll(KafkaSettings.embedded(bootstrap).streams(id, state));
    properties.putAll(extra);
    KafkaStreams streams = new KafkaStreams(topology(from, to), properties);
    streams.setUncaughtExceptionHandler(
        e -> {
          System.out.println(id + " replaces a thread after " + e);
          return StreamThreadExceptionResponse.REPLACE_THREAD;
        });
    streams.start();
    return streams;
  }

  private static Topology topology(String from, String to) {
    var strings = Serdes.String();
    Topology topology = new Topology();
    topology
        .addSource("source", strings.deserializer(), strings.deserializer(), from)
        .addProcessor("count", Count::new, "source")
        .addStateStore(
            Stores.keyValueStoreBuilder(
                    Stores.persistentKeyValueStore("counts"), strings, Serdes.Long())
                .withCachingEnabled()
                .withLoggingEnabled(Map.of()),
            "count")
        .addSink("sink", to, strings.serializer(), strings.serializer(), "count");
    return topology;
  }

  /** Sends "count,time": the key's count so far and when the first stage's input was sent. */
  private static final class Count implements Processor<String, String, String, String> {
    private ProcessorContext<String, String> context;
    private KeyValueStore<String, Long> counts;

    @Override
    public void init(ProcessorContext<String, String> context) {
      this.context = context;
      counts = context.getStateStore("counts");
    }

    @Override
    public void process(Record<String, String> record) {
      Long before = counts.get(record.key());
      long count = before == null ? 1 : before + 1;
      counts.put(record.key(), count);
      String sent = record.value().substring(record.value().indexOf(',') + 1);
      // The output's timestamp says when it was made, so that readers can tell new from old.
      context.forward(new Record<>(record.key(), count + "," + sent, System.currentTimeMillis()));
    }
  }
}
