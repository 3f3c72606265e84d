/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.pager;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA-256 by keys that are long enough. */
public final class Hmac {
  /** The shortest key that is taken, in characters as in bytes. */
  static final int LEAST_KEY = 16;

  private static final String ALGORITHM = "HmacSHA256";

  private Hmac() {}

  /**
   * The code of the parts, one after the other.
   *
   * @param name what the key is, for people
   * @throws IOException if the key is too short
   */
  public static byte[] of(String key, String name, byte[]... parts) throws IOException {
    byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
    if (bytes.length < LEAST_KEY) {
      throw new IOException(name + " is too short (expected: at least 16 characters)");
    }
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(bytes, ALGORITHM));
      for (byte[] part : parts) {
        mac.update(part);
      }
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JVM has " + ALGORITHM, e);
    }
  }
}
