/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.schemas.otlp.AttributeSlices;
import io.watchfire.schemas.otlp.MetricVisitor;
import io.watchfire.schemas.otlp.OtlpMetric;
import io.watchfire.schemas.otlp.OtlpMetricsReader;
import io.watchfire.schemas.otlp.OtlpPoint;
import io.watchfire.schemas.otlp.OtlpSpan;
import io.watchfire.schemas.otlp.OtlpSpansReader;
import io.watchfire.schemas.otlp.SpanVisitor;
import io.watchfire.schemas.protobuf.MalformedTelemetryException;
import io.watchfire.schemas.protobuf.Slice;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The simulated platform, seed 7")
class PlatformTest {
  private static final long SEED = 7;
  private static final long SECOND = 1_000_000_000L;
  private static final long START = 1_764_000_000L * SECOND;
  private static final Service IMAGE = Service.MCP.get(2);

  @Test
  void aFaultHitsItsServiceAndTenantAndNobodyElse() {
    Platform platform = new Platform(SEED, START);

    for (int second = 1; second <= 60; second++) {
      platform.advance(START + second * SECOND, new Fault("image-worker", "globex", 0.6));
    }

    for (Service service : Service.MCP) {
      for (String tenant : Service.TENANTS) {
        double share =
            platform.errors(service, tenant) / (double) platform.requests(service, tenant);
        boolean hit = service.equals(IMAGE) && tenant.equals("globex");
        assertThat(share).as(service + " " + tenant).isBetween(hit ? 0.5 : 0, hit ? 0.7 : 0.01);
      }
    }
  }

  @Test
  void exportsAreCumulativeHistogramsThatNeverFall() throws MalformedTelemetryException {
    Platform platform = new Platform(SEED, START);
    long before = 0;
    for (int second = 1; second <= 5; second++) {
      long now = START + second * SECOND;
      platform.advance(now, null);

      Counts counts = read(platform.metrics(IMAGE, now));

      long requests =
          Service.TENANTS.stream().mapToLong(tenant -> platform.requests(IMAGE, tenant)).sum();
      assertThat(counts.count).isEqualTo(requests).isEqualTo(counts.buckets).isGreaterThan(before);
      assertThat(counts.times).containsOnly(START, now);
      before = counts.count;
    }
  }

  @Test
  void theSameSeedMakesTheSameTelemetry() {
    Platform one = new Platform(SEED, START);
    Platform other = new Platform(SEED, START);
    one.advance(START + SECOND, null);
    other.advance(START + SECOND, null);

    assertThat(one.metrics(IMAGE, START + SECOND)).isEqualTo(other.metrics(IMAGE, START + SECOND));
  }

  @Test
  void tracesAreChainsOfSpansThatAReaderAccepts() throws MalformedTelemetryException {
    List<String> spans = new ArrayList<>();
    OtlpSpansReader reader = new OtlpSpansReader();

    for (byte[] record : new Traces(SEED).records(START, null).values()) {
      reader.read(record, new Spans(spans));
    }

    assertThat(spans).hasSize(16).filteredOn(span -> span.endsWith("root")).hasSize(4);
  }

  private static Counts read(byte[] record) throws MalformedTelemetryException {
    Counts counts = new Counts();
    new OtlpMetricsReader().read(record, counts);
    return counts;
  }

  private record Spans(List<String> lines) implements SpanVisitor {
    @Override
    public boolean resource(Slice identity, AttributeSlices attributes) {
      return true;
    }

    @Override
    public void span(OtlpSpan span) {
      lines.add(span.name() + (span.parentSpanId().isEmpty() ? " root" : " child"));
    }

    @Override
    public void unread(int count) {}

    @Override
    public void endResource() {}
  }

  private static final class Counts implements MetricVisitor {
    private final List<Long> times = new ArrayList<>();
    private long count;
    private long buckets;

    @Override
    public boolean resource(Slice identity, AttributeSlices attributes) {
      return true;
    }

    @Override
    public void scope(Slice identity) {}

    @Override
    public boolean metric(OtlpMetric metric) {
      return metric.name().utf8().equals("http.server.request.duration");
    }

    @Override
    public void point(OtlpMetric metric, OtlpPoint point) {
      times.add(point.startNanos());
      times.add(point.timeNanos());
      count += point.count();
      for (int i = 0; i < point.bucketCount(); i++) {
        buckets += point.bucket(i);
      }
    }

    @Override
    public void unread(int points) {}

    @Override
    public void endResource() {}
  }
}
