/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.benchmarks;

import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.MetricsData;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.watchfire.schemas.otlp.AttributeSlices;
import io.watchfire.schemas.otlp.MetricVisitor;
import io.watchfire.schemas.otlp.OtlpMetric;
import io.watchfire.schemas.otlp.OtlpMetricsReader;
import io.watchfire.schemas.otlp.OtlpPoint;
import io.watchfire.schemas.protobuf.MalformedTelemetryException;
import io.watchfire.schemas.protobuf.Slice;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a data point costs that nobody wants, by our reader and by the generated classes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ReadBenchmark {
  private static final int POINTS = 120;

  private final byte[] record = Telemetry.of("service-0", POINTS, 6).at(1, 2_000_000_000L, 3);
  private final OtlpMetricsReader reader = new OtlpMetricsReader();
  private final Count skip = new Count(false);
  private final Count hash = new Count(true);

  /** Metrics that nobody wants: skipped by their length, points counted. */
  @Benchmark
  @OperationsPerInvocation(POINTS)
  public long skipUnmatched() throws MalformedTelemetryException {
    return read(skip);
  }

  /** Every point decoded, and its attributes hashed: the cost of a point that is wanted. */
  @Benchmark
  @OperationsPerInvocation(POINTS)
  public long readAndHash() throws MalformedTelemetryException {
    return read(hash);
  }

  /** The generated classes, touching nothing of a point. */
  @Benchmark
  @OperationsPerInvocation(POINTS)
  public long generatedParse() throws InvalidProtocolBufferException {
    return MetricsData.parseFrom(record).getResourceMetricsCount();
  }

  /** The generated classes, attributes as text: what matching by labels needs. */
  @Benchmark
  @OperationsPerInvocation(POINTS)
  public long generatedWithAttributes() throws InvalidProtocolBufferException {
    long sum = 0;
    for (ResourceMetrics resource : MetricsData.parseFrom(record).getResourceMetricsList()) {
      for (ScopeMetrics scope : resource.getScopeMetricsList()) {
        for (Metric metric : scope.getMetricsList()) {
          for (NumberDataPoint point : metric.getSum().getDataPointsList()) {
            for (KeyValue attribute : point.getAttributesList()) {
              sum += attribute.getKey().length() + attribute.getValue().getStringValue().length();
            }
            sum += point.getAsInt();
          }
        }
      }
    }
    return sum;
  }

  private long read(Count visitor) throws MalformedTelemetryException {
    visitor.sum = 0;
    reader.read(record, visitor);
    return visitor.sum;
  }

  /** Wants everything or nothing. */
  private static final class Count implements MetricVisitor {
    private final boolean wanted;
    private long sum;

    Count(boolean wanted) {
      this.wanted = wanted;
    }

    @Override
    public boolean resource(Slice identity, AttributeSlices attributes) {
      return true;
    }

    @Override
    public void scope(Slice identity) {}

    @Override
    public boolean metric(OtlpMetric metric) {
      sum += metric.name().hash(1);
      return wanted;
    }

    @Override
    public void point(OtlpMetric metric, OtlpPoint point) {
      sum += point.attributes().hash(1) + point.intValue();
    }

    @Override
    public void unread(int points) {
      sum += points;
    }

    @Override
    public void endResource() {}
  }
}
