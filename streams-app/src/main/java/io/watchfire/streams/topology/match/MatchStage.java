/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.topology.match;

import io.watchfire.streams.ingest.Ingest;
import io.watchfire.streams.spec.Rules;
import io.watchfire.streams.topology.Nodes;
import io.watchfire.streams.topology.RulesAtWork;
import io.watchfire.streams.topology.Stage;
import io.watchfire.streams.topology.StreamMeters;
import io.watchfire.streams.topology.TopicNames;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.WallclockTimestampExtractor;

/** Input topics to packed records. */
public final class MatchStage implements Stage {
  private final TopicNames topics;
  private final StreamMeters meters;
  private final List<String> inputs;
  private final RulesAtWork rules;
  private final Function<Rules, Ingest> ingests;

  /**
   * Stateless.
   *
   * @param inputs the topics that others write
   * @param ingests makes what picks from the inputs what those rules want
   */
  public MatchStage(
      TopicNames topics,
      StreamMeters meters,
      List<String> inputs,
      RulesAtWork rules,
      Function<Rules, Ingest> ingests) {
    this.topics = topics;
    this.meters = meters;
    this.inputs = inputs;
    this.rules = rules;
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
            () -> new MatchProcessor(rules, ingests, meters))
        .sink(MatchProcessor.PACKED, topics.packed())
        .sink(MatchProcessor.DEAD_LETTERS, topics.deadLetters())
        .topology();
  }
}
