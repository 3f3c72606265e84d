/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.golden;

import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares with {@code src/test/resources/golden}, which holds what travels, is kept or is seen:
 * names and bytes that others rely on, and that nothing may change by the way.
 */
public final class Golden {
  private static final Path PLACE = Path.of("src/test/resources/golden");
  private static final String WRITE = "watchfire.golden.write";
  private static final int SHOWN = 300;

  private Golden() {}

  /** The lines of a file. */
  public static List<String> lines(String name) {
    try {
      return Files.readAllLines(PLACE.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Fails with the difference unless the file has exactly these lines. */
  public static void assertSame(String name, List<String> lines) {
    List<String> actual = lines.stream().flatMap(String::lines).toList();
    if (Boolean.getBoolean(WRITE)) {
      write(name, actual);
    }
    if (!actual.equals(lines(name))) {
      fail(
          "golden/%s is not what it was:%n%s%nIf that is meant, run this test with -D%s=true.",
          name, String.join("\n", difference(lines(name), actual)), WRITE);
    }
  }

  private static void write(String name, List<String> lines) {
    Path file = PLACE.resolve(name);
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is gone, then what has come. */
  private static List<String> difference(List<String> before, List<String> now) {
    List<String> gone = new ArrayList<>(before);
    now.forEach(gone::remove);
    List<String> come = new ArrayList<>(now);
    before.forEach(come::remove);
    List<String> difference = new ArrayList<>();
    gone.forEach(line -> difference.add("- " + shorten(line)));
    come.forEach(line -> difference.add("+ " + shorten(line)));
    return difference.isEmpty() ? List.of("the same lines in another order") : difference;
  }

  private static String shorten(String line) {
    return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "...";
  }
}
