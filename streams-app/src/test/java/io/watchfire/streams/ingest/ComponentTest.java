/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.Summary;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import io.watchfire.schemas.otlp.OtlpMetricsWriter;
import io.watchfire.schemas.otlp.OtlpMetricsWriter.Buckets;
import io.watchfire.schemas.protobuf.MalformedTelemetryException;
import io.watchfire.streams.histogram.BucketCounts;
import io.watchfire.streams.histogram.ClassicHistogram;
import io.watchfire.streams.histogram.ExplicitHistogram;
import io.watchfire.streams.histogram.ExponentialHistogram;
import io.watchfire.streams.query.Measure;
import io.watchfire.streams.series.Point;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Which number of a point is taken, for every type of metric. */
class ComponentTest {
  private static final Consumer<OtlpMetricsWriter> LATENCY =
      Metrics.histogram(
          "latency", "s", 12.5, List.of(0.1, 0.5, 1.0), List.of(1L, 20L, 300L, 4000L));

  /** 1 at zero, 10 in (1, 2], 20 in (2, 4], 40 in (4, 8], 5 in [-2, -1). */
  private static final Consumer<OtlpMetricsWriter> NATIVE =
      Metrics.exponential(
          "latency",
          76,
          new OtlpMetricsWriter.Exponential(
              0, 1, 0, new Buckets(0, List.of(10L, 20L, 40L)), new Buckets(0, List.of(5L))));

  @Test
  void ofACounterItIsTheValue() throws MalformedTelemetryException {
    Point point = of(Measure.COUNT, Metrics.counter("latency", Map.of(), 17));
    assertThat(point.values()).containsExactly(17);
    assertThat(point.kind()).isEqualTo(Point.Kind.CUMULATIVE);
  }

  @Test
  void aFractionOfACounterIsRounded() throws MalformedTelemetryException {
    assertThat(value(Measure.COUNT, Metrics.counter("latency", 2.6))).isEqualTo(3);
  }

  @Test
  void ofAGaugeItIsTheReading() throws MalformedTelemetryException {
    Point point = of(Measure.VALUE, Metrics.gauge("latency", -0.25));
    assertThat(Double.longBitsToDouble(point.values()[0])).isEqualTo(-0.25);
    assertThat(point.kind()).isEqualTo(Point.Kind.GAUGE);
  }

  @Test
  void ofAHistogramItIsTheNumberOfObservations() throws MalformedTelemetryException {
    assertThat(value(Measure.COUNT, LATENCY)).isEqualTo(4_321);
    assertThat(value(Measure.COUNT, NATIVE)).isEqualTo(76);
  }

  @Test
  void theSumOfAHistogramIsInMillionths() throws MalformedTelemetryException {
    assertThat(value(Measure.SUM, LATENCY)).isEqualTo(12_500_000);
  }

  @Test
  void ofASummaryItIsTheCountOrTheSum() throws MalformedTelemetryException {
    assertThat(summary(Measure.COUNT)).isEqualTo(9);
    assertThat(summary(Measure.SUM)).isEqualTo(1_500_000);
  }

  @Test
  void observationsUpToABoundAreThoseOfTheBucketsBelowIt() throws MalformedTelemetryException {
    assertThat(value(new Measure.UpToBound(0.1), LATENCY)).isEqualTo(1);
    assertThat(value(new Measure.UpToBound(0.5), LATENCY)).isEqualTo(21);
    assertThat(value(new Measure.UpToBound(1), LATENCY)).isEqualTo(321);
  }

  @Test
  void observationsUpToInfinityAreAll() throws MalformedTelemetryException {
    assertThat(value(new Measure.UpToBound(Double.POSITIVE_INFINITY), LATENCY)).isEqualTo(4_321);
  }

  @Test
  void anExponentialHistogramHasABoundAtEveryPowerOfItsBase() throws MalformedTelemetryException {
    assertThat(value(new Measure.UpToBound(1), NATIVE)).as("zero and below").isEqualTo(6);
    assertThat(value(new Measure.UpToBound(2), NATIVE)).isEqualTo(16);
    assertThat(value(new Measure.UpToBound(4), NATIVE)).isEqualTo(36);
    assertThat(value(new Measure.UpToBound(100), NATIVE)).isEqualTo(76);
  }

  @Test
  void withinABucketOfAnExponentialHistogramItIsInterpolatedOnTheLogarithmAndRoundedDown()
      throws MalformedTelemetryException {
    assertThat(value(new Measure.UpToBound(2 * Math.sqrt(2)), NATIVE)).isEqualTo(16 + 10);
    assertThat(value(new Measure.UpToBound(3), NATIVE))
        .as("0.585 of 20 is 11.7")
        .isEqualTo(16 + 11);
  }

  @Test
  void aLimitOfTimeIsConvertedByTheUnitOfTheMetric() throws MalformedTelemetryException {
    Measure half = new Measure.UpTo(Duration.ofMillis(500), false);
    assertThat(value(half, LATENCY)).isEqualTo(21);
    assertThat(
            value(
                half,
                Metrics.histogram("latency", "ms", 9, List.of(250.0, 500.0), List.of(1L, 2L, 4L))))
        .isEqualTo(3);
  }

  @Test
  void allBucketsOfAHistogramTravelWithItsCount() throws MalformedTelemetryException {
    Point point = of(Measure.BUCKETS, LATENCY);
    assertThat(point.values()).containsExactly(4_321);
    assertThat(point.histogram())
        .isEqualTo(
            new ExplicitHistogram(new double[] {0.1, 0.5, 1}, new long[] {1, 20, 300, 4_000}));
  }

  @Test
  void allBucketsOfAnExponentialHistogramTravel() throws MalformedTelemetryException {
    assertThat(of(Measure.BUCKETS, NATIVE).histogram())
        .isEqualTo(
            ExponentialHistogram.of(
                0,
                0,
                1,
                BucketCounts.of(0, new long[] {10, 20, 40}),
                BucketCounts.of(0, new long[] {5})));
  }

  @Test
  void aCounterWithABoundIsOneBucketOfPrometheus() throws MalformedTelemetryException {
    Intake intake = new Intake(Intake.measured("rule", Measure.BUCKETS, "latency_bucket"));
    Point point =
        intake.point(
            Metrics.of(Metrics.SHOP, Metrics.counter("latency_bucket", Map.of("le", "0.25"), 9)));
    assertThat(point.histogram()).isEqualTo(ClassicHistogram.of(0.25, 9));
  }

  @Test
  void rulesThatAskForTheSameNumberOfAPointShareIt() throws MalformedTelemetryException {
    Intake intake =
        new Intake(
            Intake.measured("a", Measure.COUNT, "latency"),
            Intake.measured("b", Measure.COUNT, "latency"),
            Intake.measured("c", Measure.SUM, "latency"));
    PackedRecord record = intake.only(Intake.METRICS, Metrics.of(Metrics.SHOP, LATENCY));
    PackedRecord.Measured measured = record.points().getFirst();
    assertThat(measured.point().values()).containsExactlyInAnyOrder(4_321, 12_500_000);
    assertThat(measured.feeds()).hasSize(3);
    assertThat(record.targets()).hasSize(3);
  }

  private static Point of(Measure measure, Consumer<OtlpMetricsWriter> metric)
      throws MalformedTelemetryException {
    return new Intake(Intake.measured("rule", measure, "latency"))
        .point(Metrics.of(Metrics.SHOP, metric));
  }

  private static long value(Measure measure, Consumer<OtlpMetricsWriter> metric)
      throws MalformedTelemetryException {
    Point point = of(measure, metric);
    assertThat(point.values()).hasSize(1);
    return point.values()[0];
  }

  private static long summary(Measure measure) throws MalformedTelemetryException {
    Metric.Builder metric =
        Metric.newBuilder()
            .setName("latency")
            .setSummary(
                Summary.newBuilder()
                    .addDataPoints(
                        SummaryDataPoint.newBuilder()
                            .setTimeUnixNano(Intake.NOW_NANOS)
                            .setCount(9)
                            .setSum(1.5)));
    return new Intake(Intake.measured("rule", measure, "latency"))
        .point(Metrics.of(metric, ""))
        .values()[0];
  }
}
