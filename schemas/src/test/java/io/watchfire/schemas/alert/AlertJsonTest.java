/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.schemas.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AlertJsonTest {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00.123456789Z");

  private final AlertJson json = new AlertJson();

  @ParameterizedTest
  @EnumSource(AlertState.class)
  void everyStateComesBackAsItWas(AlertState state) {
    Alert alert = alert(state, NOON.plusSeconds(60), NOON.minusSeconds(1));
    assertThat(json.read(json.write(alert))).isEqualTo(alert);
  }

  @Test
  void absentTimesStayAbsent() {
    Alert alert = alert(AlertState.FIRING, null, null);
    assertThat(json.read(json.write(alert))).isEqualTo(alert);
    assertThat(new String(json.write(alert), StandardCharsets.UTF_8))
        .doesNotContain("endsAt")
        .contains("\"fingerprint\":\"" + alert.fingerprint() + "\"");
  }

  @Test
  void unknownFieldsAreIgnored() throws Exception {
    Alert alert = alert(AlertState.FIRING, null, null);
    ObjectNode tree = json.tree(alert).put("later", 1);
    assertThat(json.read(new ObjectMapper().writeValueAsBytes(tree))).isEqualTo(alert);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{}",
        "{\"version\":2}",
        "{\"version\":1,\"state\":\"firing\"}",
        "{\"version\":1,\"state\":\"on\",\"transition\":1,\"startsAt\":\"2026-11-23T12:00:00Z\","
            + "\"updatedAt\":\"2026-11-23T12:00:00Z\"}",
        "{\"version\":1,\"state\":\"firing\",\"transition\":1,\"startsAt\":\"noon\","
            + "\"updatedAt\":\"2026-11-23T12:00:00Z\"}"
      })
  void whatIsNotAnAlertIsRefused(String text) {
    assertThatThrownBy(() -> json.read(text.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Alert alert(
      AlertState state, @Nullable Instant endsAt, @Nullable Instant causedAt) {
    return new Alert(
        Map.of("alertname", "CheckoutBurn", "service", "größe"),
        Map.of("summary", "12 % of the budget\nin \"one\" hour"),
        state,
        7,
        "burn_rate",
        Alert.Mode.SHADOW,
        NOON,
        endsAt,
        NOON.plusSeconds(1),
        causedAt);
  }
}
