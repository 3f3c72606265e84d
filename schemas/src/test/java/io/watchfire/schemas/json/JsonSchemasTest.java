/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.schemas.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import io.watchfire.schemas.alert.Alert;
import io.watchfire.schemas.alert.AlertJson;
import io.watchfire.schemas.alert.AlertState;
import java.io.InputStream;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The published schemas and what we read and write agree. */
class JsonSchemasTest {
  private static final String ADDRESS = "https://watchfire.io/schemas/v1/";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  @ParameterizedTest
  @ValueSource(strings = {"metrics", "span-summary", "alert", "incident", "audit"})
  void schemasAreSchemas(String name) throws Exception {
    JsonSchema meta =
        JsonSchemaFactory.getInstance(VersionFlag.V202012)
            .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
    try (InputStream in = getClass().getResourceAsStream(path(name))) {
      assertThat(meta.validate(JSON.readTree(in))).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"metrics", "span-summary"})
  void examplesAreValid(String name) throws Exception {
    assertThat(validate(name, JSON.readTree(Examples.read(name + ".json")))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"count, -1", "errors, -1", "kind, '\"SERVER\"'", "start, 17", "service, '\"\"'"})
  void wrongSummariesAreInvalid(String field, String value) throws Exception {
    ObjectNode summary = (ObjectNode) JSON.readTree(Examples.read("span-summary.json"));
    summary.set(field, JSON.readTree(value));
    assertThat(validate("span-summary", summary)).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "0, temporality",
    "2, temporality",
    "3, temporality",
    "0, type",
    "1, points",
    "1, name"
  })
  void metricsWithoutARequiredFieldAreInvalid(int metric, String field) throws Exception {
    JsonNode metrics = JSON.readTree(Examples.read("metrics.json"));
    ((ObjectNode) metrics.get(0).get("metrics").get(metric)).remove(field);
    assertThat(validate("metrics", metrics)).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0, value", "1, value", "1, time", "2, start", "2, counts", "3, scale", "3, start"})
  void pointsWithoutARequiredFieldAreInvalid(int metric, String field) throws Exception {
    JsonNode metrics = JSON.readTree(Examples.read("metrics.json"));
    ((ObjectNode) metrics.at("/0/metrics/" + metric + "/points/0")).remove(field);
    assertThat(validate("metrics", metrics)).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatWeWriteOfAnAlertIsValid(boolean resolved) throws Exception {
    Alert alert =
        new Alert(
            Map.of("alertname", "CheckoutBurn", "severity", "page"),
            Map.of("summary", "burning"),
            resolved ? AlertState.RESOLVED : AlertState.FIRING,
            4,
            "burn_rate",
            Alert.Mode.SHADOW,
            NOON,
            resolved ? NOON.plusMillis(1) : null,
            NOON,
            resolved ? null : NOON);
    JsonNode written = JSON.readTree(new AlertJson().write(alert));
    assertThat(validate("alert", written)).isEmpty();
    assertThat(validate("audit", written)).isEmpty();
  }

  @Test
  void anAlertWithoutAFingerprintIsInvalid() throws Exception {
    Alert alert =
        new Alert(
            Map.of("alertname", "a"),
            Map.of(),
            AlertState.FIRING,
            1,
            "burn_rate",
            Alert.Mode.ALERT,
            NOON,
            null,
            NOON,
            NOON);
    ObjectNode tree = new AlertJson().tree(alert);
    tree.remove("fingerprint");
    assertThat(validate("alert", tree)).isNotEmpty();
    assertThat(validate("audit", tree)).isNotEmpty();
  }

  private static Set<ValidationMessage> validate(String name, JsonNode document) {
    return JsonSchemaFactory.getInstance(
            VersionFlag.V202012,
            // Schemas name each other by their public addresses.
            factory -> factory.schemaMappers(all -> all.mapPrefix(ADDRESS, "classpath:schemas/")))
        .getSchema(SchemaLocation.of(ADDRESS + name + ".schema.json"))
        .validate(document);
  }

  private static String path(String name) {
    return "/schemas/" + name + ".schema.json";
  }
}
