/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.schemas.otlp.OtlpMetricsWriter;
import io.watchfire.schemas.protobuf.MalformedTelemetryException;
import io.watchfire.streams.query.Measure;
import io.watchfire.streams.query.MetricQuery;
import io.watchfire.streams.spec.Source;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What is said where a measure finds no number in a point, and where it finds another. */
class ResolutionTest {
  private static final Consumer<OtlpMetricsWriter> LATENCY =
      latency(List.of(0.1, 0.5, 1.0), List.of(1L, 20L, 300L, 4000L));

  @Test
  void aThresholdBetweenTwoBoundsNamesBoth() throws MalformedTelemetryException {
    assertThat(invalid(new Measure.UpToBound(0.3), LATENCY))
        .isEqualTo("threshold: 0.3 (expected: a bound of the histogram, nearest are 0.1 and 0.5)");
  }

  @Test
  void aThresholdBelowAllBoundsNamesTheLowest() throws MalformedTelemetryException {
    assertThat(invalid(new Measure.UpToBound(0.01), LATENCY))
        .isEqualTo("threshold: 0.01 (expected: a bound of the histogram, the lowest is 0.1)");
  }

  @Test
  void aThresholdAboveAllBoundsNamesTheHighest() throws MalformedTelemetryException {
    assertThat(invalid(new Measure.UpToBound(30), LATENCY))
        .isEqualTo("threshold: 30 (expected: a bound of the histogram, the highest is 1)");
  }

  @Test
  void aHistogramWithoutBoundsIsNoneToCompareWith() throws MalformedTelemetryException {
    assertThat(invalid(new Measure.UpToBound(0.5), latency(List.of(), List.of(7L))))
        .isEqualTo("threshold: 0.5 (expected: a histogram with bounds)");
  }

  @Test
  void aThresholdThatMayBeRoundedUpIsMeasuredAtTheNextBoundAndSaysSo()
      throws MalformedTelemetryException {
    PackedRecord record = pack(new Measure.UpTo(Duration.ofMillis(300), true), LATENCY);
    assertThat(record.points().getFirst().point().values()).containsExactly(21);
    assertThat(record.notices())
        .containsExactly(
            new PackedRecord.Notice(
                0, false, "threshold: 0.3 is no bound; measured at the next above, 0.5"));
  }

  @Test
  void aBoundOfMoreThanTwiceTheThresholdIsRefused() throws MalformedTelemetryException {
    // Python's SDKs had these bounds for seconds too: 500 ms would be measured at 5 s.
    List<Double> old = List.of(0.0, 5.0, 10.0, 25.0);
    assertThat(
            invalid(
                new Measure.UpTo(Duration.ofMillis(500), true),
                latency(old, List.of(0L, 90L, 5L, 5L, 0L))))
        .isEqualTo("threshold: 0.5 (expected: a bound of the histogram, nearest are 0 and 5)");
    PackedRecord twice = pack(new Measure.UpTo(Duration.ofMillis(250), true), LATENCY);
    assertThat(twice.notices().getFirst().invalid()).as("0.5, exactly twice").isFalse();
  }

  @Test
  void aThresholdAboveAllBoundsCannotBeRoundedUp() throws MalformedTelemetryException {
    assertThat(invalid(new Measure.UpTo(Duration.ofSeconds(2), true), LATENCY))
        .isEqualTo("threshold: 2 (expected: a bound of the histogram, the highest is 1)");
  }

  @Test
  void aBoundThatDiffersByRoundingIsTheSame() throws MalformedTelemetryException {
    PackedRecord record = pack(new Measure.UpToBound(0.1 + 0.2 - 0.2), LATENCY);
    assertThat(record.points().getFirst().point().values()).containsExactly(1);
    assertThat(record.notices()).isEmpty();
  }

  @Test
  void aCounterHasNoBucketsToCompareAThresholdWith() throws MalformedTelemetryException {
    assertThat(invalid(new Measure.UpToBound(0.5), Metrics.counter("latency", Map.of(), 1)))
        .isEqualTo("metric: latency has no buckets (expected: a histogram, to compare with 0.5)");
  }

  @Test
  void aQuantileNeedsBuckets() throws MalformedTelemetryException {
    assertThat(invalid(Measure.BUCKETS, Metrics.counter("latency", Map.of(), 1)))
        .isEqualTo(
            "quantile: no buckets of latency"
                + " (expected: a histogram, or counters with the label le)");
    assertThat(invalid(Measure.BUCKETS, Metrics.counter("latency", Map.of("le", "-Infinity"), 1)))
        .isEqualTo(
            "quantile: no buckets of latency (expected: finite bounds and +Inf in the label le)");
  }

  @Test
  void aQuantileNeedsBoundsThatAscend() throws MalformedTelemetryException {
    String expected =
        "quantile: no buckets of latency (expected: finite bounds, each above the one before)";
    assertThat(invalid(Measure.BUCKETS, latency(List.of(), List.of(7L)))).isEqualTo(expected);
    assertThat(invalid(Measure.BUCKETS, latency(List.of(2.0, 1.0), List.of(1L, 2L, 3L))))
        .isEqualTo(expected);
    assertThat(
            invalid(
                Measure.BUCKETS,
                latency(List.of(1.0, Double.POSITIVE_INFINITY), List.of(1L, 2L, 3L))))
        .isEqualTo(expected);
  }

  @Test
  void aQuantileIsOfTheHistogramNotOfItsCount() throws MalformedTelemetryException {
    assertThat(invalid("latency_count", Measure.BUCKETS, LATENCY))
        .isEqualTo("quantile: no buckets of latency (expected: the name of the histogram itself)");
  }

  @Test
  void bucketsWithoutABoundAreRefused() throws MalformedTelemetryException {
    assertThat(invalid("latency_bucket", Measure.BY_SUFFIX, LATENCY))
        .isEqualTo("selector: latency_bucket without le (expected: le=\"BOUND\")");
  }

  @Test
  void aTotalWithoutItsNumeratorIsNotCounted() throws MalformedTelemetryException {
    Source slow =
        new Source(
            "",
            List.of(Intake.query("latency", new Measure.UpToBound(0.3))),
            List.of(MetricQuery.of("latency")),
            List.of());
    PackedRecord record =
        new Intake(Intake.indicator("rule", slow))
            .only(Intake.METRICS, Metrics.of(Metrics.SHOP, LATENCY));
    assertThat(record.notices()).hasSize(1);
    assertThat(record.points().getFirst().feeds())
        .as("every good event would be a bad one")
        .isEmpty();
  }

  @Test
  void boundsThatChangeAreLookedUpAnew() throws MalformedTelemetryException {
    Intake intake = new Intake(Intake.measured("rule", new Measure.UpToBound(0.5), "latency"));
    byte[] fine = Metrics.of(Metrics.SHOP, LATENCY);
    byte[] coarse = Metrics.of(Metrics.SHOP, latency(List.of(0.5, 1.0), List.of(50L, 2L, 3L)));
    byte[] without = Metrics.of(Metrics.SHOP, latency(List.of(1.0), List.of(50L, 2L)));
    assertThat(intake.point(fine).values()).containsExactly(21);
    assertThat(intake.point(coarse).values()).containsExactly(50);
    assertThat(intake.notices(without)).extracting(PackedRecord.Notice::invalid).contains(true);
    assertThat(intake.point(fine).values()).containsExactly(21);
    assertThat(intake.point(fine).layout()).isNotEqualTo(intake.point(coarse).layout());
  }

  private static Consumer<OtlpMetricsWriter> latency(List<Double> bounds, List<Long> counts) {
    return Metrics.histogram("latency", "s", 1, bounds, counts);
  }

  private static String invalid(Measure measure, Consumer<OtlpMetricsWriter> metric)
      throws MalformedTelemetryException {
    return invalid("latency", measure, metric);
  }

  /** What is said of a target that cannot be measured, and feeds nothing. */
  private static String invalid(
      String selector, Measure measure, Consumer<OtlpMetricsWriter> metric)
      throws MalformedTelemetryException {
    PackedRecord record =
        new Intake(Intake.measured("rule", measure, selector))
            .only(Intake.METRICS, Metrics.of(Metrics.SHOP, metric));
    assertThat(record.points().getFirst().feeds()).isEmpty();
    assertThat(record.notices()).hasSize(1);
    assertThat(record.notices().getFirst().invalid()).isTrue();
    return record.notices().getFirst().text();
  }

  private static PackedRecord pack(Measure measure, Consumer<OtlpMetricsWriter> metric)
      throws MalformedTelemetryException {
    return new Intake(Intake.measured("rule", measure, "latency"))
        .only(Intake.METRICS, Metrics.of(Metrics.SHOP, metric));
  }
}
