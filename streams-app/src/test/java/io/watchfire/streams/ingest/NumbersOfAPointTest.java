/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.Sum;
import io.watchfire.schemas.otlp.OtlpMetricsWriter;
import io.watchfire.schemas.protobuf.MalformedTelemetryException;
import io.watchfire.streams.query.Measure;
import io.watchfire.streams.series.Point;
import io.watchfire.streams.spec.Indicator;
import io.watchfire.streams.spec.Source;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each number of a point stands or falls by itself: what one rule wants decides for no other. */
class NumbersOfAPointTest {
  private static final Indicator REQUESTS = Intake.measured("rate", Measure.COUNT, "latency");
  private static final Indicator MEAN =
      Intake.indicator(
          "mean",
          new Source(
              "",
              List.of(Intake.query("latency", Measure.SUM)),
              List.of(Intake.query("latency", Measure.COUNT)),
              List.of()));

  @ParameterizedTest(name = "a sum of {0}")
  @ValueSource(doubles = {Double.NaN, -0.5, Double.POSITIVE_INFINITY})
  void aSumThatIsNoneDoesNotTakeTheCountWithIt(double sum) throws MalformedTelemetryException {
    Intake intake = new Intake(REQUESTS, MEAN);
    PackedRecord record =
        intake.only(
            Intake.METRICS,
            Metrics.of(
                Metrics.SHOP,
                Metrics.histogram("latency", "s", sum, List.of(1.0), List.of(3L, 2L))));
    PackedRecord.Measured measured = record.points().getFirst();
    assertThat(measured.point().values()).containsExactly(5);
    assertThat(measured.feeds())
        .as("the rate is fed; of the mean neither the sum nor the count it is divided by")
        .containsExactly(new PackedRecord.Feed(0, target(record, "rate"), 0, true));
    assertThat(record.notices())
        .extracting(PackedRecord.Notice::target)
        .containsOnly(target(record, "mean"));
    assertThat(intake.matched).isEqualTo(1);
    assertThat(intake.refused).isEmpty();
  }

  private static int target(PackedRecord record, String rule) {
    return IntStream.range(0, record.targets().size())
        .filter(i -> Intake.targets(record).get(i).rule().equals(rule))
        .findFirst()
        .orElseThrow();
  }

  /** As statsd receivers tell counters by default. */
  @Test
  void aDeltaThatIsNotSaidToBeMonotonicCounts() throws MalformedTelemetryException {
    Metric.Builder metric =
        Metric.newBuilder()
            .setName("jobs")
            .setSum(
                Sum.newBuilder()
                    .setAggregationTemporality(AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA)
                    .addDataPoints(
                        NumberDataPoint.newBuilder()
                            .setStartTimeUnixNano(Intake.NOW_NANOS - Intake.MINUTE_NANOS)
                            .setTimeUnixNano(Intake.NOW_NANOS)
                            .setAsInt(7)));
    Intake intake = new Intake(Intake.measured("jobs", Measure.COUNT, "jobs"));
    Point point = intake.point(Metrics.of(metric, "otelcol/statsdreceiver"));
    assertThat(point.kind()).isEqualTo(Point.Kind.DELTA);
    assertThat(point.values()).containsExactly(7);
  }

  @Test
  void theStartThatAScraperTellsIsNotThatOfTheCounter() throws MalformedTelemetryException {
    String scope = "github.com/open-telemetry/opentelemetry-collector-contrib/receiver/";
    assertThat(start(scope + "prometheusreceiver")).isZero();
    assertThat(start(scope + "otherreceiver")).isEqualTo(Intake.NOW_NANOS - Intake.MINUTE_NANOS);
  }

  private static long start(String scope) throws MalformedTelemetryException {
    Metric.Builder metric =
        Metric.newBuilder()
            .setName("jobs")
            .setSum(
                Sum.newBuilder()
                    .setIsMonotonic(true)
                    .setAggregationTemporality(
                        AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE)
                    .addDataPoints(
                        NumberDataPoint.newBuilder()
                            .setStartTimeUnixNano(Intake.NOW_NANOS - Intake.MINUTE_NANOS)
                            .setTimeUnixNano(Intake.NOW_NANOS)
                            .setAsInt(7)));
    return new Intake(Intake.measured("jobs", Measure.COUNT, "jobs"))
        .point(Metrics.of(metric, scope))
        .startNanos();
  }

  @Test
  void aRecordOfTwentyThousandPointsIsPackedIntoSeveralBelowAMegabyte()
      throws MalformedTelemetryException {
    OtlpMetricsWriter out = new OtlpMetricsWriter();
    out.beginResource(Metrics.SHOP);
    for (int i = 0; i < 20_000; i++) {
      Metrics.counter("jobs", Map.of("id", Integer.toString(i)), i).accept(out);
    }
    out.endResource();
    Intake intake = new Intake(Intake.ratio("jobs", "jobs{id=\"7\"}", "jobs"));
    List<Ingest.Packed> packed = intake.pack(Intake.METRICS, out.toByteArray());
    assertThat(packed.stream().mapToInt(one -> one.value().points().size()).sum())
        .isEqualTo(20_000);
    assertThat(packed).allMatch(one -> one.value().write().length < 900_000);
    assertThat(packed).extracting(one -> one.value().points().size()).contains(3_000);
  }
}
