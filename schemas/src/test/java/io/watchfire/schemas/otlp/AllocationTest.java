/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.schemas.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.watchfire.schemas.protobuf.Slice;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In steady state a record costs the reader a small object, however many points it has. */
class AllocationTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int POINTS = 5_000;
  private static final int WARM_UP = 400;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void pointsAreReadAndSkippedWithoutAllocating(boolean wanted) throws Exception {
    byte[] bytes = record();
    OtlpMetricsReader reader = new OtlpMetricsReader();
    HashingVisitor visitor = new HashingVisitor(wanted);
    for (int i = 0; i < WARM_UP; i++) {
      reader.read(bytes, visitor);
    }
    long before = allocated();
    reader.read(bytes, visitor);
    assertThat(allocated() - before).isLessThan(4096);
    assertThat(visitor.points + visitor.unread).isEqualTo((WARM_UP + 1) * 2L * POINTS);
  }

  @Test
  void theRecordIsWhatWeThinkItIs() throws Exception {
    assertThat(record().length).isGreaterThan(POINTS * 300);
  }

  private static long allocated() {
    return THREADS.getThreadAllocatedBytes(Thread.currentThread().threadId());
  }

  private static byte[] record() {
    OtlpMetricsWriter out = new OtlpMetricsWriter();
    out.beginResource(Map.of("service.name", "checkout", "service.namespace", "shop"));
    out.beginCounter("requests", "{request}", Temporality.CUMULATIVE);
    for (int i = 0; i < POINTS; i++) {
      out.number(point(i), i);
    }
    out.endMetric();
    out.beginHistogram("duration", "s", Temporality.CUMULATIVE);
    for (int i = 0; i < POINTS; i++) {
      out.histogram(
          point(i),
          10,
          OptionalDouble.of(2.5),
          List.of(0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0),
          List.of(1L, 2L, 3L, 4L, 0L, 0L, 0L, 0L));
    }
    out.endMetric();
    out.endResource();
    return out.toByteArray();
  }

  private static OtlpMetricsWriter.Point point(int i) {
    return new OtlpMetricsWriter.Point(
        Map.of(
            "http.request.method", "GET", "http.route", "/orders/" + i, "http.status_code", 200L),
        1_760_000_000_000_000_000L,
        1_760_000_060_000_000_000L);
  }

  private static final class HashingVisitor implements MetricVisitor {
    private final boolean wanted;
    private long points;
    private long unread;
    private long sum;

    HashingVisitor(boolean wanted) {
      this.wanted = wanted;
    }

    @Override
    public boolean resource(Slice identity, AttributeSlices attributes) {
      sum += attributes.hash(1);
      return true;
    }

    @Override
    public void scope(Slice identity) {}

    @Override
    public boolean metric(OtlpMetric metric) {
      return wanted;
    }

    @Override
    public void point(OtlpMetric metric, OtlpPoint point) {
      points++;
      sum += point.attributes().hash(2) + point.layoutHash() + point.timeNanos();
    }

    @Override
    public void unread(int count) {
      unread += count;
    }

    @Override
    public void endResource() {}
  }
}
