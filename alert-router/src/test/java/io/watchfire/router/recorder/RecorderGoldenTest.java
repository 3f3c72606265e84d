/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.recorder;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.watchfire.golden.Golden;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What the audit trail says of Alertmanagers, and how their events are counted. */
class RecorderGoldenTest {
  @Test
  void entriesOfTheAuditTrailAreTheSameJson() {
    EventReader reader = new EventReader();
    Golden.assertSame(
        "recorder-audit.jsonl",
        Recorded.events("single").stream()
            .flatMap(event -> reader.read(Recorded.utf8(event)).facts().stream())
            .map(fact -> new String(fact.entry().json(), StandardCharsets.UTF_8))
            .toList());
  }

  @Test
  void resultsAreCountedUnderTheSameNames() {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    RecorderMeters meters = new RecorderMeters(registry);
    for (RecorderMeters.Result result : RecorderMeters.Result.values()) {
      meters.count("notification", result);
    }
    Golden.assertSame(
        "recorder-meters.txt",
        registry.getMeters().stream()
            .map(meter -> meter.getId().getName() + " " + meter.getId().getTags())
            .sorted()
            .toList());
  }
}
