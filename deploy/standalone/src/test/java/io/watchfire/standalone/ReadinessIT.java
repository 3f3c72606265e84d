/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.broker.EmbeddedBroker;
import io.watchfire.runtime.kafka.KafkaSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Ready is who has work, not who says that it runs. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class ReadinessIT {
  private static final String ONE_PARTITION =
      "limits: {inputPartitions: 1}\npartitions: 1\ninputs: [{topic: otlp_metrics}]\n";

  @TempDir private Path dir;

  @Test
  void anInstanceIsReadyOnceEachOfItsStagesHasTasks() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(dir.resolve("broker"), 0, Map.of());
        Admin admin = Admin.create(KafkaSettings.embedded(broker.bootstrap()).admin())) {
      StreamsRun first = start(broker, "first");
      awaiting("the first").until(() -> first.problems().isEmpty());
      try (StreamsRun second = start(broker, "second")) {
        awaiting("the second to run, with nothing to do")
            .untilAsserted(
                () ->
                    assertThat(second.problems())
                        .hasSize(5)
                        .allSatisfy(problem -> assertThat(problem).endsWith("has no tasks yet")));
        first.close();
        awaiting("the second").until(() -> second.problems().isEmpty());
        assertThat(StreamsGroups.shares(admin).values())
            .hasSize(5)
            .allSatisfy(tasks -> assertThat(tasks).isEqualTo(List.of(1)));
      }
    }
  }

  private StreamsRun start(EmbeddedBroker broker, String name) throws Exception {
    return StreamsRun.start(broker.bootstrap(), dir.resolve(name), ONE_PARTITION, "");
  }

  private static ConditionFactory awaiting(String what) {
    return Awaitility.await(what)
        .atMost(Duration.ofSeconds(50))
        .pollInterval(Duration.ofMillis(20));
  }
}
