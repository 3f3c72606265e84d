/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.oncall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecipientTest {
  @Test
  void theKindStandsBeforeTheName() {
    assertThat(Recipient.parse("person/alice")).isEqualTo(new Recipient.OfPerson("alice"));
    assertThat(Recipient.parse("schedule/primary")).isEqualTo(new Recipient.OfSchedule("primary"));
    assertThat(Recipient.parse("target/ops-slack")).isEqualTo(new Recipient.OfTarget("ops-slack"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"person/alice", "schedule/primary", "target/ops-slack"})
  void theTextIsGivenBack(String text) {
    assertThat(Recipient.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "alice", "person", "person/", "/alice", "team/x", "Person/alice"})
  void anythingElseSaysWhatWasExpected(String text) {
    assertThatThrownBy(() -> Recipient.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(text + " (expected: person/NAME, schedule/NAME or target/NAME)");
  }
}
