/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.schemas.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.metrics.v1.MetricsData;
import io.opentelemetry.proto.trace.v1.TracesData;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Our readers see in a record exactly what the generated classes see. */
class OtlpInteropTest {
  private static final int RECORDS = 2_000;

  @Test
  void metricsReadAsByTheGeneratedClasses() throws Exception {
    OtlpMetricsReader reader = new OtlpMetricsReader();
    for (long seed = 0; seed < RECORDS; seed++) {
      MetricsData data = new RandomTelemetry(seed).metrics();
      assertThat(events(reader, data.toByteArray()))
          .as("seed %d", seed)
          .isEqualTo(GeneratedEvents.of(data));
    }
  }

  @Test
  void spansReadAsByTheGeneratedClasses() throws Exception {
    OtlpSpansReader reader = new OtlpSpansReader();
    for (long seed = 0; seed < RECORDS; seed++) {
      TracesData data = new RandomTelemetry(seed).spans();
      SpanEvents events = new SpanEvents();
      reader.read(data.toByteArray(), events);
      assertThat(events.lines).as("seed %d", seed).isEqualTo(GeneratedEvents.of(data));
    }
  }

  private static List<String> events(OtlpMetricsReader reader, byte[] bytes) throws Exception {
    MetricEvents events = new MetricEvents();
    reader.read(bytes, events);
    return events.lines;
  }
}
