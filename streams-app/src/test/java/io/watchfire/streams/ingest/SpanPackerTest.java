/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.schemas.protobuf.MalformedTelemetryException;
import io.watchfire.streams.histogram.Histogram;
import io.watchfire.streams.query.GroupKey;
import io.watchfire.streams.query.Measure;
import io.watchfire.streams.spec.Indicator;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Spans, counted by group and second. */
class SpanPackerTest {
  private static final long SECOND_NANOS = 1_000_000_000L;
  private static final Indicator ERRORS =
      Intake.ratio("errors", "spans{status_code=\"STATUS_CODE_ERROR\"}", "spans", "route");

  private final Intake intake = new Intake(ERRORS);

  @Test
  void theSpansOfAGroupThatEndedInOneSecondAreOneEvent() throws MalformedTelemetryException {
    PackedRecord record =
        intake.only(
            Intake.SPANS,
            Spans.of(Metrics.SHOP).ok(Map.of()).failed(Map.of()).ok(Map.of()).bytes());
    assertThat(record.events())
        .containsExactly(new PackedRecord.Event(0, 0, Intake.APPEND_TIME_MILLIS, 1, 3, null));
    assertThat(intake.matched).isEqualTo(3);
  }

  @Test
  void aSecondEndsWithItsLastNanosecond() throws MalformedTelemetryException {
    long now = Intake.NOW_NANOS;
    PackedRecord record =
        intake.only(
            Intake.SPANS,
            Spans.of(Metrics.SHOP)
                .span(now - SECOND_NANOS + 1, 5, 0, Map.of())
                .span(now, 5, 0, Map.of())
                .span(now + 1, 5, 0, Map.of())
                .bytes());
    assertThat(record.events())
        .containsExactlyInAnyOrder(
            new PackedRecord.Event(0, 0, Intake.APPEND_TIME_MILLIS, 0, 2, null),
            new PackedRecord.Event(0, 0, Intake.APPEND_TIME_MILLIS + 1_000, 0, 1, null));
  }

  @Test
  void groupsAreByLabelsOfTheSpan() throws MalformedTelemetryException {
    PackedRecord record =
        intake.only(
            Intake.SPANS,
            Spans.of(Metrics.SHOP).ok(Map.of("route", "/a")).ok(Map.of("route", "/b")).bytes());
    assertThat(Intake.targets(record))
        .containsExactlyInAnyOrder(
            new GroupKey("default", "", "errors", Map.of("route", "/a")),
            new GroupKey("default", "", "errors", Map.of("route", "/b")));
  }

  @Test
  void nameKindAndStatusAreLabels() throws MalformedTelemetryException {
    Intake byAll =
        new Intake(Intake.ratio("r", "none", "spans", "span_name", "span_kind", "status_code"));
    PackedRecord record = byAll.only(Intake.SPANS, Spans.of(Metrics.SHOP).failed(Map.of()).bytes());
    assertThat(Intake.targets(record).getFirst().labels())
        .isEqualTo(
            Map.of(
                "span_name", "GET /",
                "span_kind", "SPAN_KIND_SERVER",
                "status_code", "STATUS_CODE_ERROR"));
  }

  @Test
  void aSampledSpanStandsForAsManyAsItsThresholdSays() throws MalformedTelemetryException {
    PackedRecord record = intake.only(Intake.SPANS, Spans.sampled("ot=th:c", "ot=th:8"));
    assertThat(record.events()).hasSize(1);
    assertThat(record.events().getFirst().total()).isEqualTo(4 + 2);
    assertThat(intake.matched).as("spans that came").isEqualTo(2);
  }

  @Test
  void aSpanThatIsSampledWithoutAWeightStandsForItself() throws MalformedTelemetryException {
    PackedRecord record = intake.only(Intake.SPANS, Spans.sampled("ot=rv:8", "vendor=x", ""));
    assertThat(record.events().getFirst().total()).isEqualTo(3);
  }

  @Test
  void weightsAreRoundedOnlyWhenAllAreAdded() throws MalformedTelemetryException {
    // Each stands for 4/3 of a span.
    PackedRecord record = intake.only(Intake.SPANS, Spans.sampled("ot=th:4", "ot=th:4", "ot=th:4"));
    assertThat(record.events().getFirst().total()).isEqualTo(4);
  }

  @Test
  void spansAsSlowAsTheLimitAreWithinIt() throws MalformedTelemetryException {
    Intake fast =
        new Intake(
            Intake.measured(
                "fast", new Measure.UpTo(Duration.ofMillis(20), false), "spans.duration"));
    PackedRecord record =
        fast.only(
            Intake.SPANS,
            Spans.of(Metrics.SHOP)
                .ok(Map.of())
                .span(Intake.NOW_NANOS, Spans.DURATION_NANOS + 1, 0, Map.of())
                .bytes());
    assertThat(record.events())
        .containsExactly(new PackedRecord.Event(0, 0, Intake.APPEND_TIME_MILLIS, 1, 0, null));
  }

  @Test
  void theSumOfDurationsIsInMillionthsOfASecond() throws MalformedTelemetryException {
    Intake sums = new Intake(Intake.measured("sum", Measure.BY_SUFFIX, "spans_duration_sum"));
    PackedRecord record =
        sums.only(Intake.SPANS, Spans.of(Metrics.SHOP).ok(Map.of()).ok(Map.of()).bytes());
    assertThat(record.events())
        .containsExactly(new PackedRecord.Event(0, 0, Intake.APPEND_TIME_MILLIS, 40_000, 0, null));
  }

  @Test
  void aSpanThatEndedBeforeItBeganTookNoTime() throws MalformedTelemetryException {
    Intake sums = new Intake(Intake.measured("sum", Measure.BY_SUFFIX, "spans_duration_sum"));
    PackedRecord record =
        sums.only(
            Intake.SPANS,
            Spans.of(Metrics.SHOP).span(Intake.NOW_NANOS, -SECOND_NANOS, 0, Map.of()).bytes());
    assertThat(record.events())
        .containsExactly(new PackedRecord.Event(0, 0, Intake.APPEND_TIME_MILLIS, 0, 0, null));
  }

  @Test
  void ofAQuantileAllDurationsTravel() throws MalformedTelemetryException {
    Intake slow = new Intake(Intake.measured("slow", Measure.BUCKETS, "spans.duration"));
    PackedRecord record =
        slow.only(Intake.SPANS, Spans.of(Metrics.SHOP).ok(Map.of()).failed(Map.of()).bytes());
    Histogram durations = Objects.requireNonNull(record.events().getFirst().durations());
    assertThat(durations.count()).isEqualTo(2);
  }

  @Test
  void aQuantileIsOfDurationsNotOfCounts() throws MalformedTelemetryException {
    Intake wrong = new Intake(Intake.measured("slow", Measure.BUCKETS, "spans"));
    PackedRecord record = wrong.only(Intake.SPANS, Spans.of(Metrics.SHOP).ok(Map.of()).bytes());
    assertThat(record.events()).isEmpty();
    assertThat(record.notices())
        .containsExactly(
            new PackedRecord.Notice(
                0, true, "quantile: no buckets of spans (expected: the histogram spans.duration)"));
  }

  @Test
  void aBatchThatIsSentAgainHasTheSameIdentity() throws MalformedTelemetryException {
    byte[] batch = Spans.of(Metrics.SHOP).ok(Map.of()).ok(Map.of()).bytes();
    byte[] longer = Spans.of(Metrics.SHOP).ok(Map.of()).ok(Map.of()).ok(Map.of()).bytes();
    long first = intake.only(Intake.SPANS, batch).batch();
    assertThat(first).isNotZero();
    assertThat(new Intake(ERRORS).only(Intake.SPANS, batch).batch()).isEqualTo(first);
    assertThat(intake.only(Intake.SPANS, longer).batch()).isNotEqualTo(first);
  }

  @Test
  void spansAndMetricsOfAResourceHaveTheSameKey() throws MalformedTelemetryException {
    Intake both = new Intake(ERRORS, Intake.measured("orders", Measure.COUNT, "orders"));
    byte[] spans = Spans.of(Metrics.SHOP).ok(Map.of()).bytes();
    byte[] metrics = Metrics.of(Metrics.SHOP, Metrics.counter("orders", Map.of(), 1));
    assertThat(both.pack(Intake.SPANS, spans).getFirst().key())
        .isEqualTo(both.pack(Intake.METRICS, metrics).getFirst().key());
  }

  @Test
  void aSpanWithoutAnEndIsRefused() throws MalformedTelemetryException {
    byte[] record =
        Spans.of(Metrics.SHOP).span(0, 0, 0, Map.of()).span(Long.MIN_VALUE, 0, 0, Map.of()).bytes();
    assertThat(intake.pack(Intake.SPANS, record)).isEmpty();
    assertThat(intake.refused).isEqualTo(Map.of(Refusal.NO_TIME, 1L, Refusal.FUTURE, 1L));
  }

  @Test
  void aSpanThatIsAheadCountsInTheSecondInWhichItWasReceived() throws MalformedTelemetryException {
    byte[] record =
        Spans.of(Metrics.SHOP)
            .span(Intake.NOW_NANOS + 3 * 365L * 1_440 * Intake.MINUTE_NANOS, 5, 0, Map.of())
            .bytes();
    PackedRecord packed = intake.only(Intake.SPANS, record);
    assertThat(packed.events()).hasSize(1);
    assertThat(packed.events().getFirst().timeMillis())
        .isBetween(Intake.APPEND_TIME_MILLIS, Intake.APPEND_TIME_MILLIS + 999);
    assertThat(intake.ahead).isEqualTo(1);
    assertThat(intake.refused).isEmpty();
  }

  @Test
  void spansThatNoRuleWantsAreUnmatched() throws MalformedTelemetryException {
    Intake clients =
        new Intake(Intake.measured("r", Measure.COUNT, "spans{span_kind=\"SPAN_KIND_CLIENT\"}"));
    Intake none = new Intake(Intake.measured("r", Measure.COUNT, "orders"));
    for (Intake one : List.of(clients, none)) {
      byte[] record = Spans.of(Metrics.SHOP).ok(Map.of()).ok(Map.of()).bytes();
      assertThat(one.pack(Intake.SPANS, record)).isEmpty();
      assertThat(one.unmatched).isEqualTo(2);
    }
  }
}
