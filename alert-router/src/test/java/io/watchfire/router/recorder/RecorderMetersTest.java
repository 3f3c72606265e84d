/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class RecorderMetersTest {
  @Test
  void namesOfUnknownKindsAreFew() {
    SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    RecorderMeters meters = new RecorderMeters(metrics);
    for (int i = 0; i < 1_000; i++) {
      meters.count("kind" + i, RecorderMeters.Result.UNKNOWN);
    }
    meters.count("kind3", RecorderMeters.Result.UNKNOWN);

    assertThat(metrics.getMeters()).hasSize(21);
    assertThat(metrics.counter("watchfire.recorder.events", "kind", "kind3", "result", "unknown"))
        .satisfies(counter -> assertThat(counter.count()).isEqualTo(2));
    assertThat(metrics.counter("watchfire.recorder.events", "kind", "other", "result", "unknown"))
        .satisfies(counter -> assertThat(counter.count()).isEqualTo(980));
  }
}
