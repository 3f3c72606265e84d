/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone;

import io.watchfire.schemas.otlp.OtlpMetricsWriter;
import io.watchfire.schemas.otlp.Temporality;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** Records as a Collector would write them: one resource, a few metrics. */
final class Telemetry {
  private static final List<Double> BOUNDS = List.of(0.1, 0.5, 1.0);

  private final OtlpMetricsWriter writer = new OtlpMetricsWriter();

  private Telemetry() {}

  static Telemetry of(String tenant, String service, String instance) {
    Telemetry telemetry = new Telemetry();
    telemetry.writer.beginResource(
        new TreeMap<>(
            Map.of(
                "tenant.id", tenant,
                "service.name", service,
                "service.instance.id", instance)));
    return telemetry;
  }

  /** A counter with one label and a point for each of its values. */
  Telemetry counter(
      String name,
      Temporality temporality,
      String label,
      Map<String, Long> values,
      Instant start,
      Instant time) {
    writer.beginCounter(name, "{event}", temporality);
    new TreeMap<>(values)
        .forEach(
            (value, count) ->
                writer.number(
                    new OtlpMetricsWriter.Point(Map.of(label, value), nanos(start), nanos(time)),
                    count));
    writer.endMetric();
    return this;
  }

  /** A histogram of seconds: the fast ones took up to 0.5 s, the slow ones longer. */
  Telemetry histogram(
      String name, Temporality temporality, long fast, long slow, Instant start, Instant time) {
    writer.beginHistogram(name, "s", temporality);
    writer.histogram(
        new OtlpMetricsWriter.Point(Map.of(), nanos(start), nanos(time)),
        fast + slow,
        OptionalDouble.of(fast * 0.1 + slow),
        BOUNDS,
        List.of(fast / 2, fast - fast / 2, slow - slow / 3, slow / 3));
    writer.endMetric();
    return this;
  }

  /** For what these methods do not write. */
  OtlpMetricsWriter writer() {
    return writer;
  }

  byte[] bytes() {
    writer.endResource();
    return writer.toByteArray();
  }

  static long nanos(Instant time) {
    return time.getEpochSecond() * 1_000_000_000L + time.getNano();
  }
}
