/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.schemas.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.proto.metrics.v1.MetricsData;
import io.opentelemetry.proto.trace.v1.TracesData;
import io.watchfire.schemas.protobuf.MalformedTelemetryException;
import io.watchfire.schemas.protobuf.ProtobufWriter;
import io.watchfire.schemas.protobuf.Slice;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Longer than 300 lines, since what it reads is put together byte by byte by methods that all its
 * tests use.
 */
class OtlpReaderTest {
  private final OtlpMetricsReader reader = new OtlpMetricsReader();

  @Test
  void fieldsMayComeInAnyOrder() throws Exception {
    byte[] bytes =
        message(
            data ->
                nested(
                    data,
                    1,
                    resource -> {
                      nested(
                          resource,
                          2,
                          scopes -> {
                            nested(
                                scopes,
                                2,
                                metric -> {
                                  nested(
                                      metric,
                                      7,
                                      sum -> {
                                        nested(sum, 1, point -> point.fixed64(6, 42));
                                        sum.varint(3, 1);
                                        sum.varint(2, 1);
                                      });
                                  metric.text(3, "1");
                                  metric.text(1, "late");
                                });
                            nested(scopes, 1, scope -> scope.text(1, "lib"));
                          });
                      nested(resource, 1, identity -> attribute(identity, 1, "service.name", "a"));
                    }));
    assertThat(events(bytes))
        .containsExactly(
            "resource 0a130a0c736572766963652e6e616d6512030a0161 {service.name=a}",
            "scope 0a036c6962",
            "metric late [1] SUM DELTA true",
            "point {} start=0 time=0 stale=false int=true value=42",
            "end");
  }

  @Test
  void refusedMetricsAreCountedNotDecoded() throws Exception {
    byte[] bytes = gauges(3, point -> point.bytes(2, new byte[] {1}));
    MetricEvents events =
        new MetricEvents() {
          @Override
          public boolean metric(OtlpMetric metric) {
            super.metric(metric);
            return false;
          }
        };
    reader.read(bytes, events);
    assertThat(events.lines)
        .containsExactly(
            "resource  {}", "scope ", "metric g [] GAUGE UNSPECIFIED false", "unread 3", "end");
  }

  @Test
  void pointsOfARefusedResourceAreCountedOnce() throws Exception {
    MetricEvents events =
        new MetricEvents() {
          @Override
          public boolean resource(Slice identity, AttributeSlices attributes) {
            return false;
          }
        };
    reader.read(gauges(5, point -> {}), events);
    assertThat(events.lines).containsExactly("unread 5", "end");
  }

  @Test
  void unpackedNumbersAreReadLikePackedOnes() throws Exception {
    byte[] histogram =
        points(
            9,
            point -> {
              point.fixed64(6, 3);
              point.fixed64(6, 4);
              point.fixed64(7, Double.doubleToRawLongBits(0.5));
            });
    assertThat(events(histogram).get(3)).contains("bounds=0.5, buckets=3,4,");
    byte[] exponential =
        points(
            10,
            point ->
                nested(
                    point,
                    8,
                    buckets -> {
                      buckets.varint(2, 300);
                      buckets.varint(2, 1);
                      buckets.varint(1, ProtobufWriter.zigzag(-7));
                    }));
    assertThat(events(exponential).get(3)).contains("+-7:300,1,");
  }

  @Test
  void bucketsThatDoNotFitTheirBoundsAreLeftOut() throws Exception {
    byte[] bytes =
        points(
            9,
            point -> {
              point.fixed64(4, 7);
              point.fixed64(6, 7);
              point.fixed64(7, Double.doubleToRawLongBits(0.5));
            });
    assertThat(events(bytes).get(3)).contains("count=7 ").endsWith("bounds= buckets=");
  }

  @Test
  void emptyBytesHaveNoResources() throws Exception {
    assertThat(events(new byte[0])).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2200 | field 4 and no resource at byte 0 (expected: field 1, the resources)",
        "0f | wire type 7 at byte 0 (expected: 2 for resources)",
        "0b | wire type 3 at byte 0 (expected: 2 for resources)",
        "1c | wire type 4 at byte 0 (expected: 0, 1, 2 or 5)",
        "02 | field number 0 at byte 0",
        "0a05 | length 5 at byte 0 (expected: <= 0 bytes left)",
        "0affffffff0f | length 4294967295 at byte 0",
        "0affffffffffffffffff01 | length 18446744073709551615 at byte 0",
        "0affffffffffffffffffff01 | number of more than 10 bytes at byte 0",
        "0affffffffffffffffff02 | number of more than 64 bits at byte 0 (expected: at most 64)",
        "0affffffffffffffffff | end of message within a number at byte 0",
        "0a80 | end of message within a number at byte 0",
        "ffffffffff01 | tag of more than 32 bits at byte 0",
        "0a040a000a00 | a second resource at byte 4 (expected: one)",
        "0a021200 0a0312050a | length 5 at byte 6 (expected: <= 1 bytes left)",
        "0a0412020801 | wire type 0 at byte 4 (expected: 2 for scope)",
        "0a08120612043a0208 01 | wire type 0 at byte 8",
        "0a0a12081206 2a003a00 0000 | second data of a metric at byte 8 (expected: one)",
        "21 00 | 1 bytes left at byte 0 (expected: 8 bytes)"
      })
  void whatIsWrongIsNamedWithItsPlace(String hex, String message) {
    byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
    assertThatThrownBy(() -> events(bytes))
        .isInstanceOf(MalformedTelemetryException.class)
        .hasMessageStartingWith("Malformed OTLP metrics: ")
        .hasMessageContaining(message);
  }

  @Test
  void valuesMayNestToADepthAndNotDeeper() throws Exception {
    assertThat(events(nestedValue(AnyValues.MAX_DEPTH - 1)).get(3)).contains("[[[[[");
    assertThatThrownBy(() -> events(nestedValue(AnyValues.MAX_DEPTH)))
        .isInstanceOf(MalformedTelemetryException.class)
        .hasMessageContaining("values nested deeper than 16");
  }

  @Test
  void spansAreNotTakenForMetricsNorMetricsForSpans() {
    int spans = 0;
    int metrics = 0;
    for (long seed = 0; seed < 300; seed++) {
      TracesData traces = new RandomTelemetry(seed).spans();
      if (traces.toString().contains("trace_id") && traces.toString().contains("start_time")) {
        byte[] bytes = traces.toByteArray();
        assertThatThrownBy(() -> events(bytes))
            .as("seed %d", seed)
            .isInstanceOf(MalformedTelemetryException.class);
        spans++;
      }
      MetricsData data = new RandomTelemetry(seed).metrics();
      if (data.toString().contains("sum {") && data.toString().contains("name: \"checkout\"")) {
        byte[] bytes = data.toByteArray();
        assertThatThrownBy(() -> new OtlpSpansReader().read(bytes, new SpanEvents()))
            .as("seed %d", seed)
            .isInstanceOf(MalformedTelemetryException.class);
        metrics++;
      }
    }
    assertThat(spans).isGreaterThan(100);
    assertThat(metrics).isGreaterThan(20);
  }

  @Test
  void attributesHashTheSameInAnyOrder() throws Exception {
    long ab = attributesHash(List.of("a", "b", "c"), 7);
    assertThat(attributesHash(List.of("c", "a", "b"), 7)).isEqualTo(ab);
    assertThat(attributesHash(List.of("c", "a", "b"), 8)).isNotEqualTo(ab);
    assertThat(attributesHash(List.of("a", "b"), 7)).isNotEqualTo(ab);
  }

  private long attributesHash(List<String> keys, long seed) throws Exception {
    long[] hash = new long[1];
    byte[] bytes = gauges(1, point -> keys.forEach(key -> attribute(point, 7, key, key + "-v")));
    reader.read(
        bytes,
        new MetricEvents() {
          @Override
          public void point(OtlpMetric metric, OtlpPoint point) {
            hash[0] = point.attributes().hash(seed);
          }
        });
    return hash[0];
  }

  private static byte[] nestedValue(int arrays) {
    return gauges(
        1,
        point ->
            nested(
                point,
                7,
                attribute -> {
                  attribute.text(1, "deep");
                  nested(attribute, 2, value -> nestArrays(value, arrays));
                }));
  }

  private static void nestArrays(ProtobufWriter value, int arrays) {
    if (arrays > 0) {
      nested(value, 5, array -> nested(array, 1, item -> nestArrays(item, arrays - 1)));
    }
  }

  private static byte[] gauges(int count, Consumer<ProtobufWriter> content) {
    return metric(
        5,
        data -> {
          for (int i = 0; i < count; i++) {
            nested(data, 1, content);
          }
        });
  }

  private static byte[] points(int dataField, Consumer<ProtobufWriter> content) {
    return metric(dataField, data -> nested(data, 1, content));
  }

  private static byte[] metric(int dataField, Consumer<ProtobufWriter> content) {
    return message(
        root ->
            nested(
                root,
                1,
                resource ->
                    nested(
                        resource,
                        2,
                        scope ->
                            nested(
                                scope,
                                2,
                                metric -> {
                                  metric.text(1, "g");
                                  nested(metric, dataField, content);
                                }))));
  }

  private static void attribute(ProtobufWriter out, int field, String key, String value) {
    nested(
        out,
        field,
        attribute -> {
          attribute.text(1, key);
          nested(attribute, 2, any -> any.text(1, value));
        });
  }

  private static void nested(ProtobufWriter out, int field, Consumer<ProtobufWriter> content) {
    int mark = out.open(field);
    content.accept(out);
    out.close(mark);
  }

  private static byte[] message(Consumer<ProtobufWriter> content) {
    ProtobufWriter out = new ProtobufWriter();
    content.accept(out);
    return out.toByteArray();
  }

  private List<String> events(byte[] bytes) throws Exception {
    MetricEvents events = new MetricEvents();
    reader.read(bytes, events);
    return events.lines;
  }
}
