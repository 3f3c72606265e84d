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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Ready is who has work, not who says that it runs. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class ReadinessIT {
  @TempDir private Path dir;

  @Test
  void anAppIsReadyOnceEachStageHasTasks() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(dir.resolve("broker"), 0, Map.of());
        StreamsRun run =
            StreamsRun.start(
                broker.bootstrap(),
                dir.resolve("app"),
                "limits: {inputPartitions: 2}\npartitions: 2\n",
                "");
        Admin admin = Admin.create(KafkaSettings.embedded(broker.bootstrap()).admin())) {
      Awaitility.await("ready")
          .atMost(Duration.ofSeconds(60))
          .pollInterval(Duration.ofMillis(5))
          .until(() -> run.problems().isEmpty());
      assertThat(StreamsGroups.shares(admin).values())
          .hasSize(3)
          .allSatisfy(tasks -> assertThat(tasks).isEqualTo(List.of(2)));
    }
  }
}
