/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StageRunnerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Counter restarts = Counter.builder("restarts").register(new SimpleMeterRegistry());
  private final AtomicInteger built = new AtomicInteger();
  @TempDir private Path state;

  @Test
  void aStageThatCannotBeStartedAnewIsTriedAgain() {
    Map<String, Object> settings =
        Map.of(
            "application.id",
            "stage",
            "bootstrap.servers",
            "127.0.0.1:1",
            "state.dir",
            state.toString());
    try (StageRunner stage =
        new StageRunner("stage", this::secondFails, settings, PATIENCE, restarts)) {
      stage.start(0);
      stage.watch(PATIENCE.toMillis());
      assertThat(built).as("still patient").hasValue(1);
      stage.watch(PATIENCE.toMillis() + 1);
      assertThat(built).as("the start that fails").hasValue(2);
      assertThat(stage.problem(PATIENCE.toMillis() + 1)).isEqualTo("stage is NOT_STARTED");
      stage.watch(PATIENCE.toMillis() + 1001);
      assertThat(built).as("tried again").hasValue(3);
      stage.watch(PATIENCE.toMillis() + 2001);
      assertThat(built).as("patient with the new one").hasValue(3);
    }
  }

  private Topology secondFails() {
    if (built.incrementAndGet() == 2) {
      throw new IllegalStateException("the state directory is locked");
    }
    StreamsBuilder builder = new StreamsBuilder();
    builder.stream("in").to("out");
    return builder.build();
  }
}
