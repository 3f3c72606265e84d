/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.runtime.config;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parses YAML into nodes that know their lines. */
public final class Yaml {
  /** No configuration or rule file is larger; a generated rule set of 10,000 SLOs is about 5 MB. */
  static final int MAX_BYTES = 16 << 20;

  private Yaml() {}

  /**
   * Parses every document of {@code text}; empty documents are left out.
   *
   * <p>Anchors, aliases and tags are refused: they hide values from whoever looks at a line, and
   * nested aliases make a small file a huge one.
   *
   * @param source how problems name the text
   * @param problems receives syntax errors and duplicate keys, each with its line
   * @return the documents that could be read, none after a syntax error
   */
  public static List<YamlNode> parse(String source, byte[] text, Problems problems) {
    if (text.length > MAX_BYTES) {
      problems.add(
          source, 0, "YAML of " + text.length + " bytes (expected: at most " + MAX_BYTES + ")");
      return List.of();
    }
    String decoded = decode(source, text, problems);
    return decoded == null ? List.of() : new YamlReader(source, problems).read(decoded);
  }

  private static @Nullable String decode(String source, byte[] text, Problems problems) {
    ByteBuffer bytes = ByteBuffer.wrap(text);
    try {
      String decoded = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
      return decoded.startsWith("\uFEFF") ? decoded.substring(1) : decoded;
    } catch (CharacterCodingException e) {
      int line = 1;
      for (int i = 0; i < bytes.position(); i++) {
        line += text[i] == '\n' ? 1 : 0;
      }
      problems.add(source, line, "not UTF-8 (expected: YAML in UTF-8)");
      return null;
    }
  }
}
