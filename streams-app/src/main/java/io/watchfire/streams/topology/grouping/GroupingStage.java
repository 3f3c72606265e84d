/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.topology.grouping;

import io.watchfire.streams.topology.Nodes;
import io.watchfire.streams.topology.RulesAtWork;
import io.watchfire.streams.topology.Sinks;
import io.watchfire.streams.topology.Stage;
import io.watchfire.streams.topology.StreamMeters;
import io.watchfire.streams.topology.TopicNames;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.apache.kafka.streams.Topology;

/** What rules of anomalies and forecasts found of many groups, to one alert per cause. */
public final class GroupingStage implements Stage {
  private final TopicNames topics;
  private final StreamMeters meters;
  private final RulesAtWork rules;
  private final BooleanSupplier caughtUp;

  /**
   * By rule and tenant.
   *
   * @param caughtUp whether ticks may go on
   */
  public GroupingStage(
      TopicNames topics, StreamMeters meters, RulesAtWork rules, BooleanSupplier caughtUp) {
    this.topics = topics;
    this.meters = meters;
    this.rules = rules;
    this.caughtUp = caughtUp;
  }

  @Override
  public String name() {
    return "gather";
  }

  @Override
  public List<String> inputs() {
    return List.of(topics.detections());
  }

  @Override
  public Topology topology() {
    return new Nodes("gather", inputs(), () -> new GroupingProcessor(rules, meters, caughtUp))
        .store(GroupingProcessor.STORE)
        .sink(Sinks.ALERTS, topics.alerts())
        .sink(Sinks.AUDIT, topics.audit())
        .topology();
  }
}
