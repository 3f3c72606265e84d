/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.schemas.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.proto.metrics.v1.MetricsData;
import io.opentelemetry.proto.trace.v1.TracesData;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class EncodingGuessTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"resourceMetrics\":[]} | OTLP JSON",
        "  {\"resourceSpans\":[]} | OTLP JSON",
        "[{\"traceId\":\"5b8e\",\"id\":\"eee1\"}] | a Zipkin list",
        "{\"labels\":{\"__name__\":\"up\"},\"name\":\"up\",\"timestamp\":\"2025-10-09T08:53:20Z\","
            + "\"value\":\"1\"} | Telefonica JSON (prometheus-kafka-adapter)",
        "{\"fields\":{\"usage_idle\":99.2},\"name\":\"cpu\",\"tags\":{\"host\":\"web-1\"},"
            + "\"timestamp\":1760000000} | Telegraf JSON",
        "{\"name\":\"foos\",\"kind\":\"incremental\",\"counter\":{\"value\":100.0}} | Vector JSON",
        "{\"metrics\":[{\"name\":\"a\",\"points\":[]}]} | Watchfire's metrics in JSON",
        "[{\"service\":\"a\",\"operation\":\"b\"}] | Watchfire's span summaries in JSON",
        "cpu,host=web-1 usage_idle=99.2 1760000000000000000 "
            + "| Influx line protocol or Prometheus text",
        "{\"hello\":1} | JSON that we do not know",
        "'' | an empty record"
      })
  void textIsKnownByItsKeys(String text, String guess) {
    assertThat(EncodingGuess.of(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(guess);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "22002204 | Prometheus remote write 2",
        "120a | Tempo's PushBytesRequest",
        "0c0000 | a Zipkin list in thrift",
        "0a100102 | a Jaeger span in protobuf",
        "0a03 | protobuf, perhaps cut off, Prometheus remote write or a Zipkin list",
        "0e340a0c0a0a0a04757031320a0264 | Prometheus remote write (snappy)",
        "0e34220c0a0a0a04757031320a0264 | Prometheus remote write 2 (snappy)",
        "ffffffffffffffffffff | nothing we know"
      })
  void bytesAreKnownByTheFirstOfThem(String hex, String guess) {
    assertThat(EncodingGuess.of(HexFormat.of().parseHex(hex))).isEqualTo(guess);
  }

  @Test
  void protobufIsToldApartByReadingIt() {
    MetricsData metrics = new RandomTelemetry(2).metrics();
    TracesData spans =
        LongStream.range(0, 100)
            .mapToObj(seed -> new RandomTelemetry(seed).spans())
            .filter(data -> data.toString().contains("trace_id"))
            .findFirst()
            .orElseThrow();
    assertThat(metrics.getResourceMetricsCount()).isPositive();
    assertThat(EncodingGuess.of(metrics.toByteArray())).isEqualTo("OTLP metrics in protobuf");
    assertThat(EncodingGuess.of(spans.toByteArray())).isEqualTo("OTLP spans in protobuf");
  }

  @ParameterizedTest
  @EnumSource(Encoding.class)
  void encodingsAreFoundByTheirNames(Encoding encoding) {
    assertThat(Encoding.of(encoding.text())).isEqualTo(encoding);
  }

  @Test
  void unknownEncodingsAreRefused() {
    assertThatThrownBy(() -> Encoding.of("avro"))
        .hasMessage("encoding: avro (expected: otlp_proto, otlp_json or watchfire_json)");
  }
}
