/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.topology.series;

import io.watchfire.streams.spec.Indicator;
import io.watchfire.streams.topology.Nodes;
import io.watchfire.streams.topology.Stage;
import io.watchfire.streams.topology.StreamMeters;
import io.watchfire.streams.topology.TopicNames;
import java.util.List;
import org.apache.kafka.streams.Topology;

/** Packed records to partial sums. */
public final class SeriesStage implements Stage {
  private final TopicNames topics;
  private final StreamMeters meters;
  private final int seriesPerPartition;
  private final List<Indicator> indicators;

  /**
   * By resource.
   *
   * @param seriesPerPartition most series of a tenant in one partition
   * @param indicators what rules measure
   */
  public SeriesStage(
      TopicNames topics, StreamMeters meters, int seriesPerPartition, List<Indicator> indicators) {
    this.topics = topics;
    this.meters = meters;
    this.seriesPerPartition = seriesPerPartition;
    this.indicators = List.copyOf(indicators);
  }

  @Override
  public String name() {
    return "series";
  }

  @Override
  public List<String> inputs() {
    return List.of(topics.packed());
  }

  @Override
  public Topology topology() {
    return new Nodes(
            "series",
            inputs(),
            () ->
                new SeriesProcessor(
                    meters, new SeriesQuota(seriesPerPartition), new ChoosingRules(indicators)))
        .store(SeriesProcessor.STORE)
        .sink(SeriesProcessor.SUMS, topics.sums())
        .topology();
  }
}
