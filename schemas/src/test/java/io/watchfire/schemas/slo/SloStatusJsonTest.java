/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.schemas.slo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
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
    JsonSchema schema = schema();
    assertThat(schema.validate(new ObjectMapper().readTree(json.write(status())))).isEmpty();
    assertThat(schema.validate(json.tree(status()).put("data", "fine"))).isNotEmpty();
  }

  @Test
  void outlookIsWrittenReadAndWhatTheSchemaSays() throws Exception {
    SloStatus status =
        status(
            new SloStatus.Outlook(
                SloStatus.Expectation.WILL_RUN_OUT,
                Duration.ofDays(7),
                0.95,
                NOON.plusSeconds(60),
                NOON.plusSeconds(7_200),
                null));
    assertThat(json.read(json.write(status))).isEqualTo(status);
    ObjectNode tree = json.tree(status);
    assertThat(schema().validate(new ObjectMapper().readTree(json.write(status)))).isEmpty();
    assertThat(tree.at("/outlook/state").asText()).isEqualTo("will_run_out");
    assertThat(tree.at("/outlook/expected").asText()).isEqualTo("2026-11-23T14:00:00Z");
    assertThat(tree.path("outlook").has("latest")).isFalse();
    ((ObjectNode) tree.path("outlook")).put("state", "perhaps");
    assertThat(schema().validate(tree)).isNotEmpty();
  }

  @Test
  void statusWithoutOutlookDoesNotMentionIt() {
    assertThat(json.tree(status()).has("outlook")).isFalse();
  }

  @Test
  void notToldIsReadAsOkByThoseWhoDoNotKnowIt() throws Exception {
    SloStatus ok = status();
    SloStatus status =
        new SloStatus(
            ok.tenant(),
            ok.cluster(),
            ok.slo(),
            ok.service(),
            ok.group(),
            ok.objective(),
            ok.period(),
            ok.source(),
            SloStatus.Data.NOT_TOLD,
            ok.notice(),
            ok.clock(),
            ok.lastObservation(),
            ok.late(),
            ok.covered(),
            ok.budgetRemaining(),
            ok.windows(),
            ok.page(),
            ok.ticket(),
            ok.mode(),
            null);
    ObjectNode topic = (ObjectNode) new ObjectMapper().readTree(json.write(status));
    assertThat(topic.path("data").asText()).isEqualTo("ok");
    assertThat(schema().validate(topic)).isEmpty();
    assertThat(json.read(json.write(status))).isEqualTo(status);
    assertThat(json.tree(status).path("data").asText()).as("in the API").isEqualTo("not_told");
    assertThat(schema().validate(json.tree(status))).isEmpty();
  }

  @Test
  void howLateTheNewestDataWasIsAbsentWhereItWasNot() {
    ObjectNode tree = json.tree(status());
    assertThat(tree.path("lateSeconds").asLong()).isEqualTo(240);
    tree.remove("lateSeconds");
    SloStatus inTime = json.read(tree.toString().getBytes(StandardCharsets.UTF_8));
    assertThat(inTime.late()).isZero();
    assertThat(json.tree(inTime).has("lateSeconds")).isFalse();
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
        Duration.ofMinutes(4),
        Duration.ofHours(3),
        0.75,
        List.of(
            new SloStatus.Window(Duration.ofMinutes(5), 1, 100, 10),
            new SloStatus.Window(Duration.ofDays(30), 5, 20_000, 0.25)),
        "inactive",
        "firing",
        "alert",
        null);
  }

  private static SloStatus status(SloStatus.Outlook outlook) {
    SloStatus plain = status();
    return new SloStatus(
        plain.tenant(),
        plain.cluster(),
        plain.slo(),
        plain.service(),
        plain.group(),
        plain.objective(),
        plain.period(),
        plain.source(),
        plain.data(),
        plain.notice(),
        plain.clock(),
        plain.lastObservation(),
        plain.late(),
        plain.covered(),
        plain.budgetRemaining(),
        plain.windows(),
        plain.page(),
        plain.ticket(),
        plain.mode(),
        outlook);
  }

  private static JsonSchema schema() {
    try (InputStream in =
        SloStatusJsonTest.class.getResourceAsStream("/schemas/slo-status.schema.json")) {
      return JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
