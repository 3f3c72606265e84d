/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.schemas.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.util.JsonFormat;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.MetricsData;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.watchfire.schemas.protobuf.MalformedTelemetryException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WatchfireJsonTest {
  private static final long TIME = Instant.parse("2026-11-23T10:05:00Z").getEpochSecond();
  private static final long NANOS = 1_000_000_000;

  private final WatchfireJson json = new WatchfireJson();

  @Test
  void metricsBecomeOtlp() throws Exception {
    MetricsData data = MetricsData.parseFrom(json.metrics(Examples.read("metrics.json")));

    assertThat(data.getResourceMetricsCount()).isEqualTo(1);
    assertThat(attributes(data.getResourceMetrics(0)))
        .isEqualTo("canary=false replica=3 service.name=checkout service.namespace=shop");
    List<Metric> metrics = metrics(data, 0);
    assertThat(metrics)
        .extracting(Metric::getName)
        .containsExactly("orders", "queue.size", "payment.duration", "basket.value");

    assertThat(metrics.get(0).getSum().getIsMonotonic()).isTrue();
    assertThat(metrics.get(0).getSum().getAggregationTemporality())
        .isEqualTo(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE);
    assertThat(metrics.get(0).getUnit()).isEqualTo("{order}");
    NumberDataPoint orders = metrics.get(0).getSum().getDataPoints(0);
    assertThat(orders.getAsInt()).isEqualTo(1204);
    assertThat(orders.getStartTimeUnixNano()).isEqualTo((TIME - 300) * NANOS);
    assertThat(orders.getTimeUnixNano()).isEqualTo(TIME * NANOS + 500_000_000);
    assertThat(text(orders.getAttributesList())).isEqualTo("outcome=paid");
    assertThat(metrics.get(1).getGauge().getDataPoints(0).getAsDouble()).isEqualTo(17.5);

    HistogramDataPoint payment = metrics.get(2).getHistogram().getDataPoints(0);
    assertThat(payment.getCount()).isEqualTo(6);
    assertThat(payment.getSum()).isEqualTo(1.25);
    assertThat(payment.getExplicitBoundsList()).containsExactly(0.1, 0.5, 1.0);
    assertThat(payment.getBucketCountsList()).containsExactly(3L, 2L, 1L, 0L);

    ExponentialHistogramDataPoint basket =
        metrics.get(3).getExponentialHistogram().getDataPoints(0);
    assertThat(basket.getScale()).isEqualTo(3);
    assertThat(basket.getZeroCount()).isEqualTo(2);
    assertThat(basket.getZeroThreshold()).isEqualTo(0.01);
    assertThat(basket.getPositive().getOffset()).isEqualTo(-4);
    assertThat(basket.getPositive().getBucketCountsList()).containsExactly(1L, 0L, 4L);
    assertThat(basket.getNegative().getOffset()).isEqualTo(2);
    assertThat(basket.hasSum()).isFalse();
  }

  @Test
  void aSpanSummaryBecomesACounterAndAHistogram() throws Exception {
    MetricsData data =
        MetricsData.parseFrom(json.spanSummaries(Examples.read("span-summary.json")));

    assertThat(attributes(data.getResourceMetrics(0)))
        .isEqualTo(
            "deployment.environment.name=production service.name=frontend service.namespace=shop");
    List<Metric> metrics = metrics(data, 0);
    assertThat(metrics).extracting(Metric::getName).containsExactly("spans", "spans.duration");

    assertThat(metrics.get(0).getSum().getAggregationTemporality())
        .isEqualTo(AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA);
    assertThat(metrics.get(0).getSum().getIsMonotonic()).isTrue();
    String same = "parent.service=gateway span.kind=SPAN_KIND_SERVER span.name=GET /";
    List<NumberDataPoint> spans = metrics.get(0).getSum().getDataPointsList();
    assertThat(spans).extracting(NumberDataPoint::getAsInt).containsExactly(494L, 3L);
    assertThat(spans)
        .extracting(point -> text(point.getAttributesList()))
        .containsExactly(
            same + " status.code=STATUS_CODE_UNSET tenant=acme",
            same + " status.code=STATUS_CODE_ERROR tenant=acme");

    assertThat(metrics.get(1).getUnit()).isEqualTo("s");
    HistogramDataPoint duration = metrics.get(1).getHistogram().getDataPoints(0);
    assertThat(text(duration.getAttributesList())).isEqualTo(same + " tenant=acme");
    assertThat(duration.getStartTimeUnixNano()).isEqualTo((TIME - 60) * NANOS);
    assertThat(duration.getTimeUnixNano()).isEqualTo(TIME * NANOS);
    assertThat(duration.getCount()).isEqualTo(497);
    assertThat(duration.getSum()).isEqualTo(142.769976);
    assertThat(duration.getBucketCountsList()).containsExactly(120L, 201L, 130L, 40L, 6L, 0L);
  }

  @Test
  void withoutErrorsThereIsNoPointOfErrors() throws Exception {
    MetricsData data = summaries(summary("\"count\":5"));
    assertThat(metrics(data, 0).get(0).getSum().getDataPointsList())
        .extracting(NumberDataPoint::getAsInt)
        .containsExactly(5L);
  }

  @Test
  void summariesOfOneServiceShareAResource() throws Exception {
    MetricsData data =
        summaries("[" + summary("\"count\":5") + "," + summary("\"count\":7,\"errors\":7") + "]");
    assertThat(data.getResourceMetricsCount()).isEqualTo(1);
    assertThat(metrics(data, 0).get(0).getSum().getDataPointsList())
        .extracting(NumberDataPoint::getAsInt)
        .containsExactly(5L, 0L, 7L);
    assertThat(metrics(data, 0).get(1).getHistogram().getDataPointsCount()).isEqualTo(2);
  }

  @Test
  void emptyArraysAndObjectsOfNoMetricsAreNothing() throws Exception {
    assertThat(json.metrics(bytes("[]"))).isEmpty();
    assertThat(json.spanSummaries(bytes(" [ ] "))).isEmpty();
    assertThat(
            MetricsData.parseFrom(json.metrics(bytes("{\"metrics\":[]}")))
                .getResourceMetricsCount())
        .isEqualTo(1);
  }

  @Test
  void unknownFieldsAreIgnored() throws Exception {
    MetricsData data = summaries(summary("\"count\":5,\"later\":{\"a\":[1]}"));
    assertThat(JsonFormat.printer().print(data)).doesNotContain("later");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"errors\":1 | count: missing (expected: a value), $",
        "\"count\":-1 | -1 (expected: a whole number of 0 or more), $.count",
        "\"count\":1.5 | 1.5 (expected: a whole number of 0 or more), $.count",
        "\"count\":\"5\" | \"5\" (expected: a whole number of 0 or more), $.count",
        "\"count\":3,\"errors\":4 | 4 (expected: at most count, 3), $.errors",
        "\"count\":3,\"bounds\":[1] | counts: missing (expected: a value), $",
        "\"count\":3,\"bounds\":[1],\"counts\":[3] "
            + "| 1 counts (expected: one more than the 1 bounds), $.counts",
        "\"count\":3,\"bounds\":[1],\"counts\":[1,1] "
            + "| 2 in all (expected: 3, the point's count), $.counts",
        "\"count\":3,\"bounds\":[2,1],\"counts\":[1,1,1] "
            + "| 1 (expected: greater than 2.0), $.bounds[1]",
        "\"count\":3,\"bounds\":[1],\"counts\":[9223372036854775807,9223372036854775807] "
            + "| ARRAY (expected: counts that add up to 64 bits), $.counts",
        "\"count\":3,\"durationSum\":-1 | -1 (expected: 0 or more seconds), $.durationSum",
        "\"count\":3,\"kind\":\"SERVER\" | \"SERVER\" (expected: one of [internal",
        "\"count\":3,\"attributes\":{\"a\":[]} "
            + "| ARRAY (expected: a string, number or boolean), $.attributes.a",
        "\"count\":3,\"resource\":{\"service.name\":\"b\"} "
            + "| \"a\" (expected: \"b\", as the resource's service.name has it), $.service",
        "\"count\":3,\"start\":\"2026-11-23T10:05:00Z\" "
            + "| \"2026-11-23T10:05:00Z\" (expected: after start), $.end",
        "\"count\":3,\"start\":1795428240 "
            + "| 1795428240 (expected: RFC 3339 or milliseconds since 1970; this would be seconds)",
        "\"count\":3,\"start\":1795428240000000000 | this would be micro- or nanoseconds), $.start",
        "\"count\":3,\"start\":\"yesterday\" | (expected: RFC 3339 or milliseconds since 1970)",
        "\"count\":3,\"start\":\"2300-11-23T10:05:00Z\" | (expected: RFC 3339 or milliseconds"
      })
  void wrongSummariesAreNamed(String fields, String message) {
    assertThatThrownBy(() -> summaries(summary(fields)))
        .isInstanceOf(MalformedTelemetryException.class)
        .hasMessageStartingWith("Malformed Watchfire span summaries: ")
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"type\":\"meter\" | \"meter\" (expected: counter, gauge, histogram or "
            + "exponential_histogram), $.metrics[0].type",
        "\"type\":\"counter\" | temporality: missing (expected: a value), $.metrics[0]",
        "\"type\":\"counter\",\"temporality\":\"both\" | \"both\" (expected: cumulative or delta)",
        "\"type\":\"gauge\",\"points\":[{\"time\":1795428300000}] "
            + "| value: missing (expected: a value), $.metrics[0].points[0]",
        "\"type\":\"gauge\",\"points\":[{\"time\":1795428300000,\"value\":1},{\"value\":2}] "
            + "| time: missing (expected: a value), $.metrics[0].points[1]",
        "\"type\":\"counter\",\"temporality\":\"cumulative\","
            + "\"points\":[{\"time\":1795428300000,\"value\":-1}] "
            + "| -1 (expected: 0 or more), $.metrics[0].points[0].value",
        "\"type\":\"counter\",\"temporality\":\"delta\","
            + "\"points\":[{\"time\":1795428300000,\"value\":1}] "
            + "| start: missing (expected: a value), $.metrics[0].points[0]",
        "\"type\":\"exponential_histogram\",\"temporality\":\"cumulative\","
            + "\"points\":[{\"time\":1795428300000,\"count\":3,\"scale\":2,\"zeroCount\":1}] "
            + "| 1 in all (expected: 3, the point's count), $.metrics[0].points[0]"
      })
  void wrongMetricsAreNamed(String fields, String message) {
    String points = fields.contains("points") ? "" : ",\"points\":[]";
    String document = "{\"metrics\":[{\"name\":\"m\"," + fields + points + "}]}";
    assertThatThrownBy(() -> json.metrics(bytes(document)))
        .isInstanceOf(MalformedTelemetryException.class)
        .hasMessageStartingWith("Malformed Watchfire metrics: ")
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | (expected: an object), $",
        "17 | 17 (expected: an object), $",
        "[1] | 1 (expected: an object), $[0]",
        "{} {} | Trailing token",
        "{\"metrics\" | Unexpected end-of-input",
        "{} | metrics: missing (expected: a value), $"
      })
  void otherDocumentsAreRefused(String text, String message) {
    assertThatThrownBy(() -> json.metrics(bytes(text)))
        .isInstanceOf(MalformedTelemetryException.class)
        .hasMessageContaining(message);
  }

  private MetricsData summaries(String text) throws Exception {
    return MetricsData.parseFrom(json.spanSummaries(bytes(text)));
  }

  private static String summary(String fields) {
    String start = fields.contains("start") ? "" : "\"start\":1795428240000,";
    return "{\"service\":\"a\",\"operation\":\"op\","
        + start
        + "\"end\":\"2026-11-23T10:05:00Z\","
        + fields
        + "}";
  }

  private static List<Metric> metrics(MetricsData data, int resource) {
    return data.getResourceMetrics(resource).getScopeMetrics(0).getMetricsList();
  }

  private static String attributes(ResourceMetrics resource) {
    return text(resource.getResource().getAttributesList());
  }

  private static String text(List<KeyValue> attributes) {
    return attributes.stream()
        .map(a -> a.getKey() + "=" + text(a))
        .collect(Collectors.joining(" "));
  }

  private static String text(KeyValue attribute) {
    return switch (attribute.getValue().getValueCase()) {
      case STRING_VALUE -> attribute.getValue().getStringValue();
      case BOOL_VALUE -> Boolean.toString(attribute.getValue().getBoolValue());
      case INT_VALUE -> Long.toString(attribute.getValue().getIntValue());
      default -> attribute.getValue().toString();
    };
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
