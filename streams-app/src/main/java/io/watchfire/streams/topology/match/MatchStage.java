/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.topology.match;

import io.watchfire.streams.ingest.Ingest;
import io.watchfire.streams.topology.Nodes;
import io.watchfire.streams.topology.Stage;
import io.watchfire.streams.topology.StreamMeters;
import io.watchfire.streams.topology.TopicNames;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.WallclockTimestampExtractor;

/** Input topics to packed records. */
public final class MatchStage implements Stage {
  private final TopicNames topics;
  private final StreamMeters meters;
  private final List<String> inputs;
  private final Supplier<Ingest> ingests;

  /**
   * Stateless.
   *
   * @param inputs the topics that others write
   */
  public MatchStage(
      TopicNames topics, StreamMeters meters, List<String> inputs, Supplier<Ingest> ingests) {
    this.topics = topics;
    this.meters = meters;
    this.inputs = inputs;
    this.ingests = ingests;
  }

  @Override
  public String name() {
    return "match";
  }

  @Override
  public List<String> inputs() {
    return inputs;
  }

  @Override
  public Topology topology() {
    // Others write the records' times, which may be absent, old, or years ahead.
    return new Nodes(
            "match",
            inputs,
            new WallclockTimestampExtractor(),
            () -> new MatchProcessor(ingests, meters))
        .sink(MatchProcessor.PACKED, topics.packed())
        .sink(MatchProcessor.DEAD_LETTERS, topics.deadLetters())
        .topology();
  }
}
