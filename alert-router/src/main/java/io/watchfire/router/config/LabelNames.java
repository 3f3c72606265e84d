/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.config;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * Classic names, {@code [a-zA-Z_][a-zA-Z0-9_]*}: what every version of Alertmanager takes. Newer
 * ones take any UTF-8, but answer 400 for it in their classic mode.
 */
public final class LabelNames {
  private LabelNames() {}

  public static boolean isClassic(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (!isClassic(name.charAt(i), i)) {
        return false;
      }
    }
    return !name.isEmpty();
  }

  /**
   * The same pairs under classic names: what is not allowed in a name becomes {@code _}. A name
   * that needs no change keeps its value; one that would meet another gets further {@code _} at its
   * end, in the order of the original names, so that no pair is lost.
   */
  public static Map<String, String> classic(Map<String, String> pairs) {
    Map<String, String> out = new TreeMap<>();
    Map<String, String> others = new TreeMap<>();
    pairs.forEach((name, value) -> (isClassic(name) ? out : others).put(name, clean(value)));
    others.forEach(
        (name, value) -> {
          String classic = replace(name);
          while (out.containsKey(classic)) {
            classic += "_";
          }
          out.put(classic, clean(value));
        });
    return out;
  }

  private static String replace(String name) {
    StringBuilder out = new StringBuilder(name.isEmpty() ? "_" : "");
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (i == 0 && c >= '0' && c <= '9') {
        out.append('_').append(c);
      } else {
        out.append(isClassic(c, i) ? c : '_');
      }
    }
    return out.toString();
  }

  /** Half a surrogate pair cannot be written as UTF-8. */
  private static String clean(String value) {
    return new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  private static boolean isClassic(char c, int position) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || c == '_'
        || (position > 0 && c >= '0' && c <= '9');
  }
}
