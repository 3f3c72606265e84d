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
import io.watchfire.schemas.otlp.OtlpMetricsWriter.Point;
import io.watchfire.schemas.otlp.Temporality;
import io.watchfire.schemas.protobuf.MalformedTelemetryException;
import io.watchfire.streams.query.Measure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Points that a rule wants but that cannot be used: counted by cause, and never packed. */
class RefusalTest {
  @Test
  void aPointWithoutTime() throws MalformedTelemetryException {
    refuses(
        Refusal.NO_TIME, Measure.COUNT, Metrics.counter("orders", new Point(Map.of(), 0, 0), 1));
  }

  @Test
  void aPointOfWhichTheTimeHasOverflown() throws MalformedTelemetryException {
    refuses(
        Refusal.FUTURE,
        Measure.COUNT,
        Metrics.counter("orders", new Point(Map.of(), 0, Long.MIN_VALUE), 1));
  }

  @ParameterizedTest(name = "{0} ahead")
  @CsvSource({"PT5S, 0", "PT5.001S, 1", "PT61S, 1", "PT26280H, 1"})
  void aPointThatIsAheadIsTakenAndCountedAsSuchHoweverFarItIs(Duration by, long ahead)
      throws MalformedTelemetryException {
    Intake intake = new Intake(Intake.measured("rule", Measure.COUNT, "orders"));
    intake.point(Metrics.of(Metrics.SHOP, Metrics.counter("orders", ahead(by.toNanos()), 1)));
    assertThat(intake.refused).isEmpty();
    assertThat(intake.matched).isEqualTo(1);
    assertThat(intake.ahead).isEqualTo(ahead);
  }

  @Test
  void aGaugeWhereARuleCounts() throws MalformedTelemetryException {
    refuses(Refusal.NOT_A_COUNTER, Measure.COUNT, Metrics.gauge("orders", 3));
  }

  @Test
  void aSumThatMayFallWhereARuleCounts() throws MalformedTelemetryException {
    refuses(
        Refusal.NOT_A_COUNTER,
        Measure.COUNT,
        sum(false, AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE));
  }

  @Test
  void aCounterWhereARuleReads() throws MalformedTelemetryException {
    refuses(Refusal.NOT_A_GAUGE, Measure.VALUE, Metrics.counter("orders", Map.of(), 3));
  }

  @Test
  void aSumThatIsNeitherDeltaNorCumulative() throws MalformedTelemetryException {
    refuses(
        Refusal.NO_TEMPORALITY,
        Measure.COUNT,
        sum(true, AggregationTemporality.AGGREGATION_TEMPORALITY_UNSPECIFIED));
  }

  @Test
  void aReadingThatIsNotANumber() throws MalformedTelemetryException {
    refuses(Refusal.NOT_A_NUMBER, Measure.VALUE, Metrics.gauge("orders", Double.NaN));
    refuses(Refusal.NOT_A_NUMBER, Measure.VALUE, Metrics.gauge("orders", Double.NEGATIVE_INFINITY));
  }

  @Test
  void aCounterThatIsNotANumber() throws MalformedTelemetryException {
    refuses(Refusal.NOT_A_NUMBER, Measure.COUNT, Metrics.counter("orders", Double.NaN));
  }

  @Test
  void aCounterBelowZero() throws MalformedTelemetryException {
    refuses(Refusal.NEGATIVE, Measure.COUNT, Metrics.counter("orders", -0.75));
  }

  @Test
  void aCounterAboveWhatCanBeCounted() throws MalformedTelemetryException {
    refuses(Refusal.TOO_LARGE, Measure.COUNT, Metrics.counter("orders", 0x1p62));
    refuses(Refusal.TOO_LARGE, Measure.COUNT, Metrics.counter("orders", Double.POSITIVE_INFINITY));
  }

  @Test
  void aSumOfObservationsBelowZero() throws MalformedTelemetryException {
    refuses(Refusal.NEGATIVE, Measure.SUM, histogram(OptionalDouble.of(-2), 3));
  }

  @Test
  void aSumOfObservationsThatIsMissing() throws MalformedTelemetryException {
    refuses(Refusal.NOT_A_NUMBER, Measure.SUM, histogram(OptionalDouble.empty(), 3));
  }

  @Test
  void aBucketAboveWhatCanBeCounted() throws MalformedTelemetryException {
    refuses(Refusal.TOO_LARGE, Measure.BUCKETS, histogram(OptionalDouble.empty(), Long.MAX_VALUE));
  }

  /** Only what is wanted is refused: of the rest nothing is looked at. */
  @Test
  void whatNoRuleWantsIsUnmatchedHoweverBroken() throws MalformedTelemetryException {
    Intake intake = new Intake(Intake.measured("rule", Measure.COUNT, "orders{shop=\"x\"}"));
    intake.pack(
        Intake.METRICS,
        Metrics.of(
            Metrics.SHOP,
            Metrics.counter("orders", Double.NaN).andThen(Metrics.counter("others", -1))));
    assertThat(intake.refused).isEmpty();
    assertThat(intake.unmatched).isEqualTo(2);
  }

  private static void refuses(Refusal cause, Measure measure, Consumer<OtlpMetricsWriter> metric)
      throws MalformedTelemetryException {
    refuses(cause, measure, Metrics.of(Metrics.SHOP, metric));
  }

  private static void refuses(Refusal cause, Measure measure, byte[] record)
      throws MalformedTelemetryException {
    Intake intake = new Intake(Intake.measured("rule", measure, "orders"));
    assertThat(intake.pack(Intake.METRICS, record)).isEmpty();
    assertThat(intake.refused).isEqualTo(Map.of(cause, 1L));
    assertThat(intake.matched + intake.unmatched).isZero();
  }

  private static Point ahead(long nanos) {
    return new Point(Map.of(), 0, Intake.NOW_NANOS + nanos);
  }

  private static Consumer<OtlpMetricsWriter> histogram(OptionalDouble sum, long lastBucket) {
    return out -> {
      out.beginHistogram("orders", "1", Temporality.DELTA);
      out.histogram(Metrics.now(Map.of()), 3, sum, List.of(1.0), List.of(0L, lastBucket));
      out.endMetric();
    };
  }

  private static byte[] sum(boolean monotonic, AggregationTemporality temporality) {
    return Metrics.of(
        Metric.newBuilder()
            .setName("orders")
            .setSum(
                Sum.newBuilder()
                    .setIsMonotonic(monotonic)
                    .setAggregationTemporality(temporality)
                    .addDataPoints(
                        NumberDataPoint.newBuilder()
                            .setTimeUnixNano(Intake.NOW_NANOS)
                            .setAsInt(3))),
        "");
  }
}
