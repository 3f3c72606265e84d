/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelNamesTest {
  @ParameterizedTest
  @ValueSource(strings = {"a", "_", "A9_", "__name__"})
  void classicNamesStay(String name) {
    assertThat(LabelNames.isClassic(name)).isTrue();
    assertThat(LabelNames.classic(Map.of(name, "v"))).isEqualTo(Map.of(name, "v"));
  }

  @ParameterizedTest
  @CsvSource({"http.route,http_route", "1a,_1a", "bad-name,bad_name", "größe,gr__e", "'',_"})
  void othersAreReplaced(String name, String classic) {
    assertThat(LabelNames.isClassic(name)).isFalse();
    assertThat(LabelNames.classic(Map.of(name, "v"))).isEqualTo(Map.of(classic, "v"));
  }

  @Test
  void namesThatWouldMeetStayApart() {
    assertThat(LabelNames.classic(Map.of("a_b", "1", "a-b", "2", "a.b", "3")))
        .isEqualTo(Map.of("a_b", "1", "a_b_", "2", "a_b__", "3"));
  }

  @Test
  void halfACharacterBecomesAQuestionMark() {
    assertThat(LabelNames.classic(Map.of("a", "x\ud83d"))).isEqualTo(Map.of("a", "x?"));
  }
}
