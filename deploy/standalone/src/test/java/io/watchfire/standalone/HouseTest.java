/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Sizes that keep the house readable; who needs more says why, where the reader begins. */
class HouseTest {
  private static final int LINES = 300;
  private static final int CLASSES = 25;
  private static final int PARAMETERS = 6;

  /** Where a file's own type begins, after its javadoc. */
  private static final Pattern TYPE =
      Pattern.compile("(?m)^(?:[a-z-]+ )*(?:class|record|interface|enum|@interface) \\w");

  private static SourceTree sources;

  @BeforeAll
  static void findTheSources() throws IOException {
    sources = SourceTree.find();
  }

  @Test
  void noFileHasMoreThan300LinesUnlessItsJavadocSaysWhy() throws IOException {
    List<String> tooLong = new ArrayList<>();
    for (Path file : sources.files()) {
      long lines = Files.readString(file).lines().count();
      if (lines > LINES && !head(file).contains("Longer than 300 lines, since ")) {
        tooLong.add(sources.name(file) + ": " + lines);
      }
    }
    assertThat(tooLong)
        .as("files of more than 300 lines whose javadoc lacks \"Longer than 300 lines, since …\"")
        .isEmpty();
  }

  @Test
  void noPackageHasMoreThan25ClassesUnlessItsJavadocSaysWhy() throws IOException {
    Map<Path, Long> classes =
        sources.files().stream()
            .filter(file -> sources.name(file).contains("/src/main/"))
            .filter(file -> !file.endsWith("package-info.java"))
            .collect(groupingBy(Path::getParent, counting()));
    List<String> crowded = new ArrayList<>();
    for (var folder : classes.entrySet()) {
      Path info = folder.getKey().resolve("package-info.java");
      if (folder.getValue() > CLASSES
          && !(Files.exists(info) && text(info).contains("More than 25 classes, since "))) {
        crowded.add(sources.name(folder.getKey()) + ": " + folder.getValue());
      }
    }
    assertThat(crowded)
        .as("packages whose package-info lacks \"More than 25 classes, since …\"")
        .isEmpty();
  }

  @Test
  void noMethodOrConstructorHasMoreThanSixParameters() throws IOException {
    assertThat(sources.parameterListsLongerThan(PARAMETERS))
        .as("methods and constructors, those of records excepted")
        .isEmpty();
  }

  private static String head(Path file) throws IOException {
    String text = Files.readString(file);
    Matcher type = TYPE.matcher(text);
    return unwrap(type.find() ? text.substring(0, type.start()) : "");
  }

  private static String text(Path file) throws IOException {
    return unwrap(Files.readString(file));
  }

  /** A comment as one line. */
  private static String unwrap(String comment) {
    return comment.replaceAll("\\s*\\R\\s*\\*?\\s*", " ");
  }
}
