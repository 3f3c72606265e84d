/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The glossary says where each term stands in the code, and it stands there. */
class GlossaryTest {
  private static final Path PAGE = Path.of("../../docs/glossary.md");
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| (.+) \\| (.+) \\| (.+) \\| (.+) \\|$");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final int TERM = 1;
  private static final int IN_THE_CODE = 3;

  private static List<MatchResult> terms() throws IOException {
    // The first row is the heading, the second a line.
    return ROW.matcher(Files.readString(PAGE)).results().skip(2).toList();
  }

  @Test
  void everyClassThatTheGlossaryNamesExists() throws IOException {
    assertThat(terms()).hasSizeGreaterThan(100);
    for (MatchResult term : terms()) {
      List<String> classes =
          CODE.matcher(term.group(IN_THE_CODE)).results().map(code -> code.group(1)).toList();
      assertThat(classes).as("classes of %s", term.group(TERM)).isNotEmpty();
      for (String name : classes) {
        assertThatCode(() -> Class.forName("io.watchfire." + name, false, loader()))
            .as("%s of %s", name, term.group(TERM))
            .doesNotThrowAnyException();
      }
    }
  }

  @Test
  void everyTermStandsOnceAndInTheOrderOfTheAlphabet() throws IOException {
    assertThat(terms().stream().map(term -> term.group(TERM).toLowerCase(Locale.ROOT)).toList())
        .doesNotHaveDuplicates()
        .isSorted();
  }

  private static ClassLoader loader() {
    return GlossaryTest.class.getClassLoader();
  }
}
