/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.pager.api;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The fields of a body that is {@code application/x-www-form-urlencoded}. */
final class Form {
  private final Map<String, String> fields;

  private Form(Map<String, String> fields) {
    this.fields = fields;
  }

  /**
   * Reads it.
   *
   * @throws IllegalArgumentException says what was wrong and expected
   */
  static Form of(byte[] body) {
    Map<String, String> fields = new HashMap<>();
    String text = new String(body, StandardCharsets.UTF_8).strip();
    for (String pair : text.isEmpty() ? new String[0] : text.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
      String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
      if (fields.put(name, value) != null) {
        throw new IllegalArgumentException("a field of the form is there twice (expected: once)");
      }
    }
    return new Form(fields);
  }

  /**
   * Refuses other fields.
   *
   * @throws IllegalArgumentException if there is one
   */
  void require(Set<String> known) {
    if (!known.containsAll(fields.keySet())) {
      throw new IllegalArgumentException(
          "the body has an unknown field (expected: a form with " + String.join(", ", known) + ")");
    }
  }

  boolean isEmpty() {
    return fields.isEmpty();
  }

  @Nullable String get(String name) {
    return fields.get(name);
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("the body has a broken escape (expected: a form)", e);
    }
  }
}
