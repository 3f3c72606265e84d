/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.topology.anomalies;

import io.watchfire.streams.topology.Nodes;
import io.watchfire.streams.topology.RulesAtWork;
import io.watchfire.streams.topology.Sinks;
import io.watchfire.streams.topology.Stage;
import io.watchfire.streams.topology.StreamMeters;
import io.watchfire.streams.topology.TopicNames;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.apache.kafka.streams.Topology;

/** Partial sums to anomalies and forecasts. */
public final class AnomaliesStage implements Stage {
  private final TopicNames topics;
  private final StreamMeters meters;
  private final RulesAtWork rules;
  private final int partitions;
  private final BooleanSupplier caughtUp;

  /**
   * By rule and group.
   *
   * @param partitions of the sums topic
   * @param caughtUp whether ticks may go on
   */
  public AnomaliesStage(
      TopicNames topics,
      StreamMeters meters,
      RulesAtWork rules,
      int partitions,
      BooleanSupplier caughtUp) {
    this.topics = topics;
    this.meters = meters;
    this.rules = rules;
    this.partitions = partitions;
    this.caughtUp = caughtUp;
  }

  @Override
  public String name() {
    return "anomalies";
  }

  @Override
  public List<String> inputs() {
    return List.of(topics.sums());
  }

  @Override
  public Topology topology() {
    return new Nodes(
            "series-rules",
            inputs(),
            () -> new AnomaliesProcessor(rules, partitions, meters, caughtUp))
        .store(AnomaliesProcessor.STORE)
        .sink(Sinks.ALERTS, topics.alerts())
        .sink(Sinks.AUDIT, topics.audit())
        .sink(Sinks.ANOMALIES, topics.anomalies())
        .sink(AlertEvents.SINK, topics.detections())
        .sink(Awaited.SINK, topics.sums())
        .topology();
  }
}
