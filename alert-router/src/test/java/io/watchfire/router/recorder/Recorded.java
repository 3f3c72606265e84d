/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.recorder;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Events as Alertmanager 0.34.2 wrote them to a file, in their order: {@code single} of one alone,
 * {@code cluster} of the two members of a cluster.
 */
public final class Recorded {
  private Recorded() {}

  /** All of them, a JSON document each. */
  public static List<String> events(String name) {
    try (InputStream in = Recorded.class.getResourceAsStream("/recorder/" + name + ".jsonl")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The first of that kind. */
  public static String first(String name, String kind) {
    return events(name).stream()
        .filter(event -> event.contains("\"data\":{\"" + kind + "\""))
        .findFirst()
        .orElseThrow();
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
