/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.router.Schemas;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class AuditEntryTest {
  private final Schemas audit = Schemas.of("audit");
  private final List<AuditEntry> recorded =
      Recorded.events("single").stream()
          .flatMap(event -> new EventReader().read(Recorded.utf8(event)).facts().stream())
          .map(Fact::entry)
          .toList();

  @Test
  void everyTypeConformsToThePublishedSchema() {
    assertThat(recorded.stream().map(AuditEntry::type)).contains(AuditEntry.Type.values());
    recorded.forEach(entry -> audit.assertConforms(entry.json()));
  }

  @Test
  void anAlertOfOursIsUnderItsOwnFingerprint() {
    AuditEntry ours = recorded.getFirst().of("0123456789abcdef", "Ours");

    assertThat(new String(ours.key(), StandardCharsets.UTF_8)).isEqualTo("0123456789abcdef");
    assertThat(new String(ours.json(), StandardCharsets.UTF_8))
        .contains("\"name\":\"Ours\"")
        .contains("\"sentAs\":\"95e55b1617112dac\"");
    audit.assertConforms(ours.json());
  }

  @Test
  void whatIsSentAsItIsHasOneFingerprint() {
    AuditEntry ours = recorded.getFirst().of("95e55b1617112dac", "Burn");

    assertThat(ours).isEqualTo(recorded.getFirst());
  }
}
