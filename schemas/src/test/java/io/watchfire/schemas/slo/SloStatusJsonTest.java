/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.schemas.slo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SloStatusJsonTest {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  private final SloStatusJson json = new SloStatusJson();

  @Test
  void whatIsWrittenIsRead() {
    assertThat(json.read(json.write(status()))).isEqualTo(status());
  }

  @Test
  void whatIsWrittenIsWhatTheSchemaSays() throws Exception {
    try (InputStream in = getClass().getResourceAsStream("/schemas/slo-status.schema.json")) {
      JsonSchema schema = JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(in);
      assertThat(schema.validate(new ObjectMapper().readTree(json.write(status())))).isEmpty();
      assertThat(schema.validate(json.tree(status()).put("data", "fine"))).isNotEmpty();
    }
  }

  @Test
  void anotherVersionIsRefusedByName() {
    byte[] other = "{\"version\":2}".getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> json.read(other))
        .hasMessage("not an SLO status: version: 2 (expected: 1)");
  }

  @Test
  void theKeyNamesTenantClusterRuleAndGroup() {
    assertThat(status().key()).isEqualTo("acme/eu/availability/tenant=acme");
  }

  private static SloStatus status() {
    return new SloStatus(
        "acme",
        "eu",
        "availability",
        "checkout",
        Map.of("tenant", "acme"),
        "99.9",
        Duration.ofDays(30),
        "events",
        SloStatus.Data.OK,
        "",
        NOON,
        NOON.minusSeconds(1),
        Duration.ofHours(3),
        0.75,
        List.of(
            new SloStatus.Window(Duration.ofMinutes(5), 1, 100, 10),
            new SloStatus.Window(Duration.ofDays(30), 5, 20_000, 0.25)),
        "inactive",
        "firing",
        "alert");
  }
}
