/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.targets.message;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Ids in the form that the other side can take, the same at every attempt. */
public final class ShortKey {
  private static final int HASH_CHARS = 40;
  private static final int MAX_HEADER = 255;

  private ShortKey() {}

  /** The id itself if it is short enough, otherwise its hash. */
  public static String atMost(int max, String id) {
    return id.length() <= max ? id : hash(id);
  }

  /** An id in letters, digits and whatever else a header, a path or a mail's id may contain. */
  public static String visible(String id) {
    boolean visible = id.chars().allMatch(c -> c > ' ' && c < 0x7f);
    return atMost(MAX_HEADER, visible ? id : pathSegment(id));
  }

  /** Escaped for a URL's path. */
  public static String pathSegment(String id) {
    return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** 160 bits of SHA-256 in hexadecimal digits. */
  public static String hash(String id) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, HASH_CHARS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}
