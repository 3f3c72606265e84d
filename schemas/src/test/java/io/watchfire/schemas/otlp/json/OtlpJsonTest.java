/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.schemas.otlp.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.proto.metrics.v1.MetricsData;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.trace.v1.TracesData;
import io.watchfire.schemas.otlp.GeneratedJson;
import io.watchfire.schemas.otlp.RandomTelemetry;
import io.watchfire.schemas.protobuf.MalformedTelemetryException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OtlpJsonTest {
  private static final int RECORDS = 1_000;

  private final OtlpJson json = new OtlpJson();

  @Test
  void metricsBecomeTheSameMessage() throws Exception {
    for (long seed = 0; seed < RECORDS; seed++) {
      MetricsData data = new RandomTelemetry(seed).metrics();
      byte[] text = GeneratedJson.of(data, seed % 2 == 0, seed % 3 == 0);
      assertThat(MetricsData.parseFrom(json.metrics(text))).as("seed %d", seed).isEqualTo(data);
    }
  }

  @Test
  void spansBecomeTheSameMessage() throws Exception {
    for (long seed = 0; seed < RECORDS; seed++) {
      TracesData data = new RandomTelemetry(seed).spans();
      byte[] text = GeneratedJson.of(data, seed % 2 == 0, seed % 3 == 0);
      assertThat(TracesData.parseFrom(json.spans(text))).as("seed %d", seed).isEqualTo(data);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'\"17\"', 17",
    "17, 17",
    "17.0, 17",
    "1.7e1, 17",
    "-9223372036854775808, -9223372036854775808",
    "'\"9223372036854775807\"', 9223372036854775807"
  })
  void integersAreNumbersOrStrings(String text, long expected) throws Exception {
    NumberDataPoint point = point("{\"asInt\":" + text + "}");
    assertThat(point.hasAsInt()).isTrue();
    assertThat(point.getAsInt()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "0.5, 0.5",
    "3, 3.0",
    "'\"NaN\"', NaN",
    "'\"Infinity\"', Infinity",
    "'\"-Infinity\"', -Infinity"
  })
  void doublesMayBeNames(String text, double expected) throws Exception {
    assertThat(point("{\"asDouble\":" + text + "}").getAsDouble())
        .isEqualTo(Double.valueOf(expected));
  }

  @Test
  void unknownFieldsAndNullsAreIgnored() throws Exception {
    NumberDataPoint point =
        point("{\"later\":{\"deep\":[1,{\"x\":2}]},\"flags\":null,\"asInt\":\"1\"}");
    assertThat(point).isEqualTo(NumberDataPoint.newBuilder().setAsInt(1).build());
  }

  @Test
  void anEmptyObjectHasNoResources() throws Exception {
    assertThat(json.metrics(bytes("{}"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"asInt\":1.5} | 1.5 at byte 80, "
            + "/resourceMetrics/0/scopeMetrics/0/metrics/0/sum/dataPoints/0/asInt "
            + "(expected: an integer of 64 bits)",
        "{\"asDouble\":\"0x1p3\"} | \"0x1p3\" at byte 83",
        "{\"asDouble\":\"1f\"} | \"1f\" at byte 83",
        "{\"timeUnixNano\":\"-1\"} | (expected: an integer of 0 or more)",
        "{\"attributes\":{}} | { at byte 85",
        "{\"attributes\":[null]} | /dataPoints/0/attributes/0 (expected: an object)",
        "{\"exemplars\":[{\"traceId\":\"xyz\"}]} | \"xyz\" at byte 96",
        "{\"flags\":4294967296} | (expected: an integer of 0 or more, of 32 bits)",
        "{\"asInt\":tru} | Unrecognized token 'tru'"
      })
  void errorsNameValuePlaceAndExpectation(String point, String message) {
    assertThatThrownBy(() -> point(point))
        .isInstanceOf(MalformedTelemetryException.class)
        .hasMessageStartingWith("Malformed OTLP JSON metrics: ")
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[] | [ at byte 0, / (expected: an object)",
        "{\"resourceSpans\":[]} | field resourceSpans and no resources",
        "{} {} | a second document",
        "'' | nothing at byte",
        "{\"resourceMetrics\": | Unexpected end-of-input"
      })
  void otherDocumentsAreRefused(String text, String message) {
    assertThatThrownBy(() -> json.metrics(bytes(text)))
        .isInstanceOf(MalformedTelemetryException.class)
        .hasMessageContaining(message);
  }

  @Test
  void depthIsLimited() {
    String deep = "{\"x\":".repeat(5_000) + "1" + "}".repeat(5_000);
    assertThatThrownBy(() -> json.metrics(bytes(deep)))
        .isInstanceOf(MalformedTelemetryException.class)
        .hasMessageContaining("nesting depth");
  }

  private NumberDataPoint point(String point) throws Exception {
    String text =
        "{\"resourceMetrics\":[{\"scopeMetrics\":[{\"metrics\":[{\"sum\":{\"dataPoints\":["
            + point
            + "]}}]}]}]}";
    return MetricsData.parseFrom(json.metrics(bytes(text)))
        .getResourceMetrics(0)
        .getScopeMetrics(0)
        .getMetrics(0)
        .getSum()
        .getDataPoints(0);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
