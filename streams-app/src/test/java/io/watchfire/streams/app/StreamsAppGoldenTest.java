/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.app;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.watchfire.golden.Golden;
import io.watchfire.runtime.config.ConfigFile;
import io.watchfire.runtime.config.Problems;
import io.watchfire.runtime.config.Section;
import io.watchfire.streams.spec.Rules;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

/** Names of the streams app at Kafka, and of its metrics. */
class StreamsAppGoldenTest {
  private final StreamsAppConfig usual = config(Map.of());

  @Test
  void topicsAreCreatedUnderTheSameNamesWithTheSameSettings() {
    Golden.assertSame(
        "topic-plan.txt", new TopicPlan(usual).topics().stream().map(this::text).sorted().toList());
  }

  /** They begin with the application ids, the label {@code stage}. */
  @Test
  void applicationIdsAndMetersAreTheSame() {
    Golden.assertSame("app-meters.txt", meters(usual));
  }

  @Test
  void applicationIdsFollowThePrefixOfTopics() {
    Golden.assertSame(
        "app-meters-prefix.txt",
        meters(config(Map.of("WATCHFIRE_KAFKA_TOPIC_PREFIX", "acme.wf."))).stream()
            .filter(meter -> meter.contains("stage="))
            .toList());
  }

  private static List<String> meters(StreamsAppConfig config) {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    try (StreamsApp app = new StreamsApp(config, Rules.of(List.of()), registry)) {
      return registry.getMeters().stream()
          .map(meter -> meter.getId())
          .map(id -> id.getType() + " " + id.getName() + " " + id.getTags())
          .sorted()
          .toList();
    }
  }

  private String text(NewTopic topic) {
    return topic.name() + " " + topic.numPartitions() + " " + new TreeMap<>(topic.configs());
  }

  private static StreamsAppConfig config(Map<String, String> environment) {
    Problems problems = new Problems();
    Section root = ConfigFile.load(null, environment, problems);
    StreamsAppConfig config = StreamsAppConfig.read(root);
    problems.throwIfAny();
    return config;
  }
}
