/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.runtime.promql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MatcherTest {
  private static final Map<String, String> LABELS = Map.of("team", "checkout", "severity", "page");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "team=\"checkout\"",
        "team=checkout",
        "  team = \"checkout\"  ",
        "\"team\"=\"checkout\"",
        "team!=\"search\"",
        "severity=~\"page|critical\"",
        "severity=~p.*",
        "severity!~\"pag\"",
        "absent=\"\"",
        "absent=",
        "absent!=\"x\"",
        "absent=~\".*\"",
        "absent!~\".+\"",
      })
  void matches(String text) {
    assertThat(Matcher.parse(text).matches(LABELS)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "team=\"check\"",
        "team!=\"checkout\"",
        "team=~\"check\"",
        "team=~\"heckout\"",
        "severity!~\"page|critical\"",
        "absent!=\"\"",
        "absent=~\".+\"",
      })
  void doesNotMatch(String text) {
    assertThat(Matcher.parse(text).matches(LABELS)).isFalse();
  }

  @Test
  void aDotMatchesNoLineBreakAsInAlertmanager() {
    assertThat(Matcher.parse("a=~\"x.y\"").matches(Map.of("a", "x\ny"))).isFalse();
  }

  @Test
  void quotesAndBackslashesAreWrittenWithBackslashes() {
    Matcher matcher = Matcher.parse("path=~\"C:\\\\\\\\\\\"a\\\"\\n\"");

    assertThat(matcher.value()).isEqualTo("C:\\\\\"a\"\n");
    assertThat(matcher.matches(Map.of("path", "C:\\\"a\"\n"))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a=\"\"", "a!=\"x,y\"", "\"a b\"=~\"\\\\d+\\n\"", "service.name!~\"\\\"\""})
  void theTextIsGivenBack(String text) {
    assertThat(Matcher.parse(text)).hasToString(text);
    assertThat(Matcher.parse(Matcher.parse(text).toString())).isEqualTo(Matcher.parse(text));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = ';',
      value = {
        "``; a matcher such as team=\"checkout\"",
        "=x; a matcher such as team=\"checkout\"",
        "team; =, !=, =~ or !~ after the name",
        "te am=x; =, !=, =~ or !~ after the name",
        "team!x; =, !=, =~ or !~ after the name",
        "team=\"checkout; a closing quote",
        "team=\"a\" b; nothing after the value",
        "a=b,c=d; a value with a comma or a quote in quotes",
        "a=b\"; a value with a comma or a quote in quotes",
        "a=~\"\\d\"; a backslash of a regular expression is written \\\\",
        "a=~\"(\"; RE2 syntax",
        "a=~\"(?=x)\"; RE2 syntax",
        "\"\"=x; the name of a label",
      })
  void whatIsWrongSaysWhatWasExpected(String text, String expected) {
    assertThatThrownBy(() -> Matcher.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("(expected: ")
        .hasMessageContaining(expected);
  }
}
