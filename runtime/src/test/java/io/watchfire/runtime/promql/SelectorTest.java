/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.runtime.promql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SelectorTest {
  private static boolean matches(String selector, Map<String, String> labels) {
    return Selector.parse(selector).matches(labels);
  }

  @Test
  void regularExpressionsAreAnchored() {
    assertThat(matches("m{code=~\"5..\"}", Map.of("code", "503"))).isTrue();
    assertThat(matches("m{code=~\"5..\"}", Map.of("code", "1503"))).isFalse();
    assertThat(matches("m{code=~\"5|4\"}", Map.of("code", "45"))).isFalse();
    assertThat(matches("m{code!~\"5..\"}", Map.of("code", "5030"))).isTrue();
    assertThat(matches("m{path=~\"a.*b\"}", Map.of("path", "a\nb"))).isTrue();
  }

  @Test
  void aMissingLabelEqualsTheEmptyString() {
    assertThat(matches("m{code=\"\"}", Map.of())).isTrue();
    assertThat(matches("m{code!=\"500\"}", Map.of())).isTrue();
    assertThat(matches("m{code=~\".+\"}", Map.of())).isFalse();
    assertThat(matches("m{code=~\".*\"}", Map.of())).isTrue();
    assertThat(matches("m{code!=\"\"}", Map.of())).isFalse();
  }

  @Test
  void boundsAreComparedAsNumbers() {
    assertThat(matches("m{le=\"1\"}", Map.of("le", "1.0"))).isTrue();
    assertThat(matches("m{le=\"0.50\"}", Map.of("le", "5e-1"))).isTrue();
    assertThat(matches("m{le=\"+Inf\"}", Map.of("le", "+Inf"))).isTrue();
    assertThat(matches("m{le!=\"1\"}", Map.of("le", "1.0"))).isFalse();
    assertThat(matches("m{code=\"1\"}", Map.of("code", "1.0"))).as("only le").isFalse();
  }

  @Test
  void theTextIsGivenBack() {
    String text = "m{code=~\"5..\",\"a b\"!=\"\\\\ \\\" \\n\"}";
    assertThat(Selector.parse(text)).hasToString(text);
    assertThat(Selector.parse(Selector.parse(text).toString())).isEqualTo(Selector.parse(text));
  }

  @Test
  void valuesMayBeQuotedThreeWays() {
    Map<String, String> labels = Map.of("path", "a\\b\"c");
    assertThat(matches("m{path=\"a\\\\b\\\"c\"}", labels)).isTrue();
    assertThat(matches("m{path='a\\\\b\\\"c'}", labels)).isTrue();
    assertThat(matches("m{path=`a\\b\"c`}", labels)).isTrue();
    assertThat(matches(" m { path = `a\\b\"c` , } ", labels)).isTrue();
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        Arguments.of("", "a metric name, found the end at character 1"),
        Arguments.of("m{", "a label name, found the end at character 3"),
        Arguments.of("m{a}", "=, !=, =~ or !~, found '}' at character 4"),
        Arguments.of("m{a=b}", "a quoted value, found 'b' at character 5"),
        Arguments.of("m{a=\"b", "a closing \", found the end at character 7"),
        Arguments.of("m{a=\"b\" c=\"d\"}", "',' or '}', found 'c' at character 9"),
        Arguments.of("m{a=\"b\"} or n", "the end, found 'o' at character 10"),
        Arguments.of("{a=\"b\"}", "a metric name, found the end at character 8"),
        Arguments.of("m{\"n\"}", "one metric name, not m and n, found '}' at character 6"),
        Arguments.of("m{5xx=\"b\"}", "a label name, found '5' at character 3"));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void whatIsWrongIsSaidWithItsPlace(String selector, String expected) {
    assertThatThrownBy(() -> Selector.parse(selector))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("selector: " + selector + " (expected: " + expected + ")");
  }

  @Test
  void aBadRegularExpressionIsSaidWithItsPlace() {
    assertThatThrownBy(() -> Selector.parse("m{a=~\"(\"}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("regular expression: ( (expected: RE2 syntax;")
        .hasMessageEndingWith("at character 6");
  }
}
