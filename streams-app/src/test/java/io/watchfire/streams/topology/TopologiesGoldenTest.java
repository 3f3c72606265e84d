/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.topology;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.watchfire.golden.Golden;
import io.watchfire.streams.spec.Rules;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.Topology;
import org.junit.jupiter.api.Test;

/** Stores, changelogs and topics have names by which the next release finds what this one kept. */
class TopologiesGoldenTest {
  @Test
  void namesOfNodesStoresAndTopicsOfEveryStageAreTheSame() {
    StreamMeters meters = new StreamMeters(new SimpleMeterRegistry());
    Topologies topologies = new Topologies(TopicNames.DEFAULT, meters);
    List<Topology> stages =
        List.of(
            topologies.match(
                List.of("otlp_metrics", "otlp_spans"),
                () -> {
                  throw new IllegalStateException("nothing is read here");
                }),
            topologies.series(1),
            topologies.rules(Rules.of(List.of()), 1, () -> true),
            topologies.anomalies(List.of(), 1, () -> true),
            topologies.gather(List.of(), () -> true));
    List<String> lines = new ArrayList<>();
    stages.forEach(stage -> stage.describe().toString().lines().forEach(lines::add));
    Golden.assertSame("topologies.txt", lines.stream().map(String::stripTrailing).toList());
  }
}
