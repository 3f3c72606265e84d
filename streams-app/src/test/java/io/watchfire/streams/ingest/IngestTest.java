/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.metrics.v1.MetricsData;
import io.watchfire.schemas.protobuf.MalformedTelemetryException;
import io.watchfire.streams.query.GroupKey;
import io.watchfire.streams.series.Point;
import io.watchfire.streams.spec.Indicator;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** From bytes of any encoding to packed records, or to nothing at all. */
class IngestTest {
  private static final Indicator ORDERS = Intake.ratio("orders", "orders{ok=\"no\"}", "orders");
  private static final Indicator ERRORS =
      Intake.ratio("errors", "spans{status_code=\"STATUS_CODE_ERROR\"}", "spans");

  private static final String METRICS_IN_JSON =
      """
      {"resourceMetrics": [{
        "resource": {"attributes": [{"key": "service.name", "value": {"stringValue": "shop"}}]},
        "scopeMetrics": [{"metrics": [{"name": "orders", "sum": {
          "aggregationTemporality": 2, "isMonotonic": true, "dataPoints": [{
            "attributes": [{"key": "ok", "value": {"stringValue": "no"}}],
            "startTimeUnixNano": "1795427940000000000", "timeUnixNano": "1795428000000000000",
            "asInt": "17"}]}}]}]}]}
      """;
  private static final String SPANS_IN_JSON =
      """
      {"resourceSpans": [{
        "resource": {"attributes": [{"key": "service.name", "value": {"stringValue": "shop"}}]},
        "scopeSpans": [{"spans": [{
          "traceId": "00000000000000010000000000000002", "spanId": "0000000000000001",
          "name": "GET /", "kind": 2,
          "startTimeUnixNano": "1795427999980000000", "endTimeUnixNano": "1795428000000000000",
          "status": {"code": 2}}]}]}]}
      """;
  private static final String SUMMARY =
      """
      {"service": "shop", "operation": "GET /", "kind": "server",
       "start": "2026-11-23T09:59:00Z", "end": "2026-11-23T10:00:00Z",
       "count": 9, "errors": 2}
      """;

  private final Intake intake = new Intake(ORDERS, ERRORS);

  @Test
  void metricsInJsonGiveTheSamePackedRecordAsInProtobuf() throws MalformedTelemetryException {
    byte[] protobuf = Metrics.of(Metrics.SHOP, Metrics.counter("orders", Map.of("ok", "no"), 17));
    assertSame(
        intake.pack(Intake.METRICS_IN_JSON, bytes(METRICS_IN_JSON)),
        intake.pack(Intake.METRICS, protobuf));
  }

  @Test
  void spansInJsonGiveTheSamePackedRecordAsInProtobuf() throws MalformedTelemetryException {
    assertSame(
        intake.pack(Intake.SPANS_IN_JSON, bytes(SPANS_IN_JSON)),
        intake.pack(Intake.SPANS, Spans.of(Metrics.SHOP).failed(Map.of()).bytes()));
  }

  @Test
  void summariesOfSpansAreDeltasUnderTheNamesOfSpans() throws MalformedTelemetryException {
    PackedRecord record = intake.only(Intake.SUMMARIES, bytes(SUMMARY));
    assertThat(Intake.targets(record))
        .containsExactly(new GroupKey("default", "", "errors", Map.of()));
    assertThat(record.points())
        .extracting(measured -> measured.point().values()[0])
        .containsExactlyInAnyOrder(7L, 2L);
    assertThat(record.points()).allMatch(m -> m.point().kind() == Point.Kind.DELTA);
  }

  @Test
  void aRecordThatIsCutOffCountsNothingAndTellsWhere() {
    byte[] whole = Metrics.of(Metrics.SHOP, Metrics.counter("orders", Map.of(), 17));
    byte[] cut = Arrays.copyOf(whole, whole.length - 3);
    MalformedTelemetryException refused =
        catchThrowableOfType(
            MalformedTelemetryException.class, () -> intake.pack(Intake.METRICS, cut));
    assertThat(refused.offset()).isBetween(0, cut.length);
    assertThat(refused)
        .hasMessageContaining("byte")
        .hasMessageContaining("topic metrics is configured as otlp_proto")
        .hasMessageContaining("this record looks like");
    assertNothingCounted();
  }

  @Test
  void aRecordOfWhichOnlyTheSecondResourceIsBrokenCountsNothing()
      throws MalformedTelemetryException {
    byte[] good = Metrics.of(Metrics.SHOP, Metrics.counter("orders", Map.of(), 17));
    byte[] broken = Arrays.copyOf(good, good.length - 3);
    byte[] both = ByteString.copyFrom(good).concat(ByteString.copyFrom(broken)).toByteArray();
    assertThatThrownBy(() -> intake.pack(Intake.METRICS, both))
        .isInstanceOf(MalformedTelemetryException.class);
    assertNothingCounted();
    assertThat(intake.pack(Intake.METRICS, good)).as("and the next is whole").hasSize(1);
    assertThat(intake.matched).isEqualTo(1);
  }

  @Test
  void jsonOnATopicOfProtobufIsToldApart() {
    assertThatThrownBy(() -> intake.pack(Intake.METRICS, bytes(METRICS_IN_JSON)))
        .isInstanceOf(MalformedTelemetryException.class)
        .hasMessageContaining("this record looks like OTLP JSON");
  }

  @Test
  void brokenJsonTellsWhere() {
    assertThatThrownBy(() -> intake.pack(Intake.METRICS_IN_JSON, bytes("{\"resourceMetrics\": [")))
        .isInstanceOf(MalformedTelemetryException.class)
        .hasMessageContaining("byte")
        .hasMessageContaining("topic metrics-in-json is configured as otlp_json");
  }

  @Test
  void anEmptyRecordIsNothing() throws MalformedTelemetryException {
    assertThat(intake.pack(Intake.METRICS, MetricsData.getDefaultInstance().toByteArray()))
        .isEmpty();
    assertNothingCounted();
  }

  @Test
  void aTopicThatIsNotConfiguredIsAMistakeOfOurs() {
    assertThatThrownBy(() -> intake.pack("other", new byte[0]))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("topic: other (expected: a configured one)");
  }

  @Test
  void everyPointIsCountedExactlyOnce() throws MalformedTelemetryException {
    byte[] record =
        Metrics.of(
            Metrics.SHOP,
            Metrics.counter("orders", Map.of(), 1)
                .andThen(Metrics.counter("orders", Map.of("ok", "no"), 2))
                .andThen(Metrics.counter("orders", -1))
                .andThen(Metrics.gauge("orders", 3))
                .andThen(Metrics.counter("others", Map.of(), 4)));
    intake.pack(Intake.METRICS, record);
    assertThat(intake.matched).isEqualTo(2);
    assertThat(intake.unmatched).isEqualTo(1);
    assertThat(intake.refused).isEqualTo(Map.of(Refusal.NEGATIVE, 1L, Refusal.NOT_A_COUNTER, 1L));
  }

  private void assertNothingCounted() {
    assertThat(intake.matched + intake.unmatched).isZero();
    assertThat(intake.refused).isEmpty();
  }

  private static void assertSame(List<Ingest.Packed> one, List<Ingest.Packed> other) {
    assertThat(one).hasSize(1).hasSameSizeAs(other);
    assertThat(one.getFirst().key()).isEqualTo(other.getFirst().key());
    assertThat(one.getFirst().value().write()).isEqualTo(other.getFirst().value().write());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
