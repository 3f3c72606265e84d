/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.schemas.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SeriesReadingJsonTest {
  private final SeriesReadingJson json = new SeriesReadingJson();

  @Test
  void whatIsWrittenIsRead() {
    assertThat(json.read(json.write(reading()))).isEqualTo(reading());
  }

  @Test
  void whatIsWrittenIsWhatTheSchemaSays() throws Exception {
    try (InputStream in = getClass().getResourceAsStream("/schemas/series-reading.schema.json")) {
      JsonSchema schema = JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(in);
      assertThat(schema.validate(new ObjectMapper().readTree(json.write(reading())))).isEmpty();
      assertThat(schema.validate(json.tree(reading()).put("learning", "no"))).isNotEmpty();
    }
  }

  @Test
  void aReadingOfBeforeThereWasFrozenIsNotFrozen() {
    ObjectNode older = json.tree(reading());
    older.remove("frozen");
    assertThat(json.read(older.toString().getBytes(StandardCharsets.UTF_8)).frozen()).isFalse();
  }

  @Test
  void aNumberThatIsNoneIsLeftOut() {
    assertThat(reading().numbers()).containsOnlyKeys("value", "expected");
  }

  @Test
  void anotherVersionIsRefusedByName() {
    byte[] other = "{\"version\":2}".getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> json.read(other))
        .hasMessage("not a series reading: version: 2 (expected: 1)");
  }

  private static SeriesReading reading() {
    return new SeriesReading(
        "acme",
        "",
        "orders",
        Map.of("region", "eu"),
        Instant.parse("2026-11-23T12:00:00Z"),
        Duration.ofMinutes(1),
        Map.of("value", 8.25, "expected", 20.5, "lower", Double.NaN),
        false,
        true,
        true);
  }
}
