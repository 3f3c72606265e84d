/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.topology;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.watchfire.golden.Golden;
import io.watchfire.streams.spec.Rules;
import io.watchfire.streams.topology.anomalies.AnomaliesStage;
import io.watchfire.streams.topology.grouping.GroupingStage;
import io.watchfire.streams.topology.match.MatchStage;
import io.watchfire.streams.topology.rules.RulesStage;
import io.watchfire.streams.topology.series.SeriesStage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Stores, changelogs and topics have names by which the next release finds what this one kept. */
class TopologiesGoldenTest {
  @Test
  void namesOfNodesStoresAndTopicsOfEveryStageAreTheSame() {
    StreamMeters meters = new StreamMeters(new SimpleMeterRegistry());
    TopicNames names = TopicNames.DEFAULT;
    List<Stage> stages =
        List.of(
            new MatchStage(
                names,
                meters,
                List.of("otlp_metrics", "otlp_spans"),
                RulesAtWork.alone(Rules.of(List.of())),
                rules -> {
                  throw new IllegalStateException("nothing is read here");
                }),
            new SeriesStage(names, meters, 1, List.of()),
            new RulesStage(names, meters, RulesAtWork.alone(Rules.of(List.of())), 1, () -> true),
            new AnomaliesStage(
                names, meters, RulesAtWork.alone(Rules.of(List.of())), 1, () -> true),
            new GroupingStage(names, meters, RulesAtWork.alone(Rules.of(List.of())), () -> true));
    List<String> lines = new ArrayList<>();
    stages.forEach(stage -> stage.topology().describe().toString().lines().forEach(lines::add));
    Golden.assertSame("topologies.txt", lines.stream().map(String::stripTrailing).toList());
  }
}
