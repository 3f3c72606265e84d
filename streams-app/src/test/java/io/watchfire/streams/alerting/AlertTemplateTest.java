/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.schemas.alert.Alert;
import io.watchfire.schemas.alert.AlertState;
import io.watchfire.streams.alerting.Lifecycle.Reason;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AlertTemplateTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  private static final long START = NOW.minusSeconds(600).toEpochMilli();
  private static final AlertTemplate TEMPLATE =
      new AlertTemplate(
          Map.of("alertname", "Anomaly", "service", ""),
          Map.of("runbook_url", "https://runbooks/1", "summary", "ours"),
          Alert.Mode.SHADOW);

  @Test
  void anAlertThatFiresHasNoEnd() {
    Alert alert = TEMPLATE.alert(Map.of(), Lifecycle.firing(3, START), NOW, null);
    assertThat(alert.state()).isEqualTo(AlertState.FIRING);
    assertThat(alert.transition()).isEqualTo(3);
    assertThat(alert.reason()).isEqualTo("condition");
    assertThat(alert.startsAt()).isEqualTo(NOW.minusSeconds(600));
    assertThat(alert.endsAt()).isNull();
    assertThat(alert.updatedAt()).isEqualTo(NOW);
    assertThat(alert.mode()).isEqualTo(Alert.Mode.SHADOW);
  }

  @Test
  void anAlertThatIsOverEndsWhenItsStateBegan() {
    Lifecycle over = Lifecycle.firing(3, START).removed(NOW.toEpochMilli());
    Alert alert = TEMPLATE.alert(Map.of(), over, NOW.plusSeconds(60), null);
    assertThat(alert.state()).isEqualTo(AlertState.RESOLVED);
    assertThat(alert.reason()).isEqualTo(Reason.RULE_REMOVED.text());
    assertThat(alert.startsAt()).isEqualTo(NOW.minusSeconds(600));
    assertThat(alert.endsAt()).isEqualTo(NOW);
    assertThat(alert.updatedAt()).isEqualTo(NOW.plusSeconds(60));
  }

  @Test
  void annotationsOfTheAuthorReplaceWhatWasFound() {
    Map<String, String> found = Map.of("summary", "found", "description", "found");
    assertThat(TEMPLATE.alert(found, Lifecycle.firing(1, START), NOW, null).annotations())
        .isEqualTo(
            Map.of("summary", "ours", "description", "found", "runbook_url", "https://runbooks/1"));
  }

  @Test
  void theIdentityStaysWhateverIsFound() {
    Alert first = TEMPLATE.alert(Map.of("value", "1"), Lifecycle.firing(1, START), NOW, NOW);
    Alert later =
        TEMPLATE.alert(
            Map.of("value", "2"),
            Lifecycle.firing(1, START).removed(START + 1),
            NOW.plusSeconds(1),
            null);
    assertThat(later.fingerprint()).isEqualTo(first.fingerprint());
    assertThat(first.labels()).as("without empty labels").containsOnlyKeys("alertname");
    assertThat(first.causedAt()).isEqualTo(NOW);
    assertThat(later.causedAt()).isNull();
  }
}
