/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone.demo;

import io.watchfire.schemas.otlp.OtlpSpansWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A sample of the platform's requests as traces: the gateway, what it asks, and a job behind it.
 */
final class Traces {
  private static final int PER_TICK = 4;
  private static final int OK = 1;
  private static final int ERROR = 2;

  private final Random random;

  Traces(long seed) {
    this.random = new Random(seed);
  }

  /** One record per service, with the spans of some traces that ended at that time. */
  Map<String, byte[]> records(long nowNanos, @Nullable Fault fault) {
    Map<String, OtlpSpansWriter> writers = new LinkedHashMap<>();
    for (Service service : Service.MCP) {
      OtlpSpansWriter writer = new OtlpSpansWriter();
      writer.beginResource(Platform.resource(service));
      writers.put(service.name(), writer);
    }
    for (int i = 0; i < PER_TICK; i++) {
      trace(writers, nowNanos, fault);
    }
    Map<String, byte[]> records = new LinkedHashMap<>();
    writers.forEach(
        (service, writer) -> {
          writer.endResource();
          records.put(service, writer.toByteArray());
        });
    return records;
  }

  private void trace(Map<String, OtlpSpansWriter> writers, long nowNanos, @Nullable Fault fault) {
    String tenant = Service.TENANTS.get(random.nextInt(Service.TENANTS.size()));
    Service worker = Service.MCP.get(2 + random.nextInt(4));
    List<Service> chain =
        List.of(Service.MCP.get(0), Service.MCP.get(1), worker, Service.MCP.getLast());
    long high = id();
    long low = id();
    long parent = 0;
    for (Service service : chain) {
      long span = id();
      boolean failed =
          fault != null && fault.hits(service, tenant) && random.nextDouble() < fault.share();
      long lasted = (long) (service.medianSeconds() * Duration.ofSeconds(1).toNanos());
      OtlpSpansWriter writer = writers.get(service.name());
      if (writer != null) {
        writer.span(
            new OtlpSpansWriter.Identity(high, low, span, parent),
            new OtlpSpansWriter.Span(
                "GET " + service.route(),
                service.spanKind(),
                nowNanos - lasted,
                nowNanos,
                failed ? ERROR : OK,
                Map.of("tenant", tenant, "http.route", service.route())));
      }
      parent = span;
    }
  }

  private long id() {
    return random.nextLong() | 1;
  }
}
