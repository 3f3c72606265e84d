/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.app;

import io.watchfire.streams.ingest.Ingest;
import io.watchfire.streams.ingest.RuleIndex;
import io.watchfire.streams.topology.RulesAtWork;
import io.watchfire.streams.topology.Stage;
import io.watchfire.streams.topology.StreamMeters;
import io.watchfire.streams.topology.TopicNames;
import io.watchfire.streams.topology.anomalies.AnomaliesStage;
import io.watchfire.streams.topology.grouping.GroupingStage;
import io.watchfire.streams.topology.match.MatchStage;
import io.watchfire.streams.topology.rules.RulesStage;
import io.watchfire.streams.topology.series.SeriesStage;
import java.security.SecureRandom;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Which stages there are, in the order of the data. */
final class Stages {
  private Stages() {}

  /**
   * All of them.
   *
   * @param caughtUp whether what was written while the process was away has been read
   */
  static List<Stage> of(
      StreamsAppConfig config, RulesAtWork rules, StreamMeters meters, BooleanSupplier caughtUp) {
    TopicNames topics = new TopicNames(config.kafka().topicPrefix());
    int partitions = config.partitions();
    long seed = new SecureRandom().nextLong();
    return List.of(
        new MatchStage(
            topics,
            meters,
            List.copyOf(config.inputs().keySet()),
            rules,
            now ->
                new Ingest(
                    config.inputs(),
                    new RuleIndex(now.indicators()),
                    config.tenants(),
                    config.clusters(),
                    seed)),
        new SeriesStage(
            topics,
            meters,
            Math.ceilDiv(config.limits().seriesPerTenant(), partitions),
            rules.current().rules().indicators()),
        new RulesStage(topics, meters, rules, partitions, caughtUp),
        new AnomaliesStage(topics, meters, rules, partitions, caughtUp),
        new GroupingStage(topics, meters, rules, caughtUp));
  }
}
