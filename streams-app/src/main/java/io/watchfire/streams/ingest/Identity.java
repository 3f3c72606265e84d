/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.ingest;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Map;

/**
 * Stable identities of resources, families and series: a cryptographic hash of their names and
 * sorted attributes, cut to what a key needs. Taken once per series and process, then cached.
 */
final class Identity {
  private final MessageDigest digest;

  Identity() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  Identity add(String part) {
    byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
    digest.update(ByteBuffer.allocate(4).putInt(0, bytes.length));
    digest.update(bytes);
    return this;
  }

  Identity add(Map<String, String> sorted) {
    add(Integer.toString(sorted.size()));
    sorted.forEach((name, value) -> add(name).add(value));
    return this;
  }

  /** 128 bits, for keys across resources. */
  byte[] key() {
    return Arrays.copyOf(digest.digest(), 16);
  }

  /** 64 bits, for what must be distinct only within a resource. */
  long id() {
    return ByteBuffer.wrap(digest.digest()).getLong();
  }
}
