/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.targets.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class CutTest {
  private static final String FACES = "\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00";

  @Test
  void whatFitsStaysAsItIs() {
    assertThat(Cut.chars("abc", 3)).isEqualTo("abc");
    assertThat(Cut.bytes("\u00E4", 2)).isEqualTo("\u00E4");
  }

  @Test
  void cutShows() {
    assertThat(Cut.chars("abcd", 3)).isEqualTo("ab\u2026");
    assertThat(Cut.bytes("abcde", 4)).isEqualTo("a\u2026");
  }

  @Test
  void pairIsNeverSplit() {
    assertThat(Cut.chars(FACES, 4)).isEqualTo("\uD83D\uDE00\u2026");
    assertThat(Cut.chars(FACES, 5)).isEqualTo("\uD83D\uDE00\uD83D\uDE00\u2026");
    assertThat(Cut.bytes(FACES, 10)).isEqualTo("\uD83D\uDE00\u2026");
    assertThat(Cut.bytes(FACES, 11)).isEqualTo("\uD83D\uDE00\uD83D\uDE00\u2026");
  }

  @Test
  void everyLimitIsKept() {
    String text = "a\u00E4\u20AC" + FACES + "z";
    for (int max = 3; max < 30; max++) {
      assertThat(Cut.chars(text, max)).hasSizeLessThanOrEqualTo(max);
      assertThat(Cut.bytes(text, max).getBytes(StandardCharsets.UTF_8))
          .hasSizeLessThanOrEqualTo(max);
    }
  }

  @Test
  void halfAPairIsReplacedAndLinesBecomeSpaces() {
    assertThat(Clean.line("a\uD83Db\r\nc\u2028d")).isEqualTo("a\uFFFDb  c d");
    assertThat(Clean.lines("a\r\nb\rc\td")).isEqualTo("a\nb\nc d");
  }
}
