/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.topology;

import java.util.Collection;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.TimestampExtractor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.Stores;

/**
 * The nodes of one stage: a source, a processor, its store, and a sink for each topic that it
 * writes. Names of processors and stores are part of what a next release finds again; golden files
 * hold them.
 */
public final class Nodes {
  private static final String SOURCE = "in";

  private final Topology topology = new Topology();
  private final String processor;

  /** A processor that reads topics of ours, which the broker stamps. */
  public Nodes(
      String processor,
      Collection<String> inputs,
      ProcessorSupplier<byte[], byte[], byte[], byte[]> supplier) {
    this.processor = processor;
    topology.addSource(SOURCE, inputs.toArray(String[]::new));
    topology.addProcessor(processor, supplier, SOURCE);
  }

  /** A processor that reads topics whose records are given their time by someone else. */
  public Nodes(
      String processor,
      Collection<String> inputs,
      TimestampExtractor times,
      ProcessorSupplier<byte[], byte[], byte[], byte[]> supplier) {
    this.processor = processor;
    topology.addSource(times, SOURCE, inputs.toArray(String[]::new));
    topology.addProcessor(processor, supplier, SOURCE);
  }

  /** Its store: cached, so that a commit writes the last value of each key once. */
  public Nodes store(String name) {
    topology.addStateStore(
        Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray())
            .withCachingEnabled(),
        processor);
    return this;
  }

  /** Where it writes what it forwards to that name. */
  public Nodes sink(String name, String topic) {
    topology.addSink(name, topic, processor);
    return this;
  }

  /** All of it. */
  public Topology topology() {
    return topology;
  }
}
