/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.schemas.alert;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * The identity of a label set: FNV-1a over the labels sorted by the bytes of their names, as
 * Alertmanager computes it ({@code LabelSet.Fingerprint} of prometheus/common), so that one id
 * names an alert here, on the topic and in Alertmanager's API.
 */
public final class Fingerprint {
  private static final long OFFSET = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  private Fingerprint() {}

  /** Sixteen lower-case hexadecimal digits. A label with an empty value counts as absent. */
  public static String of(Map<String, String> labels) {
    TreeMap<byte[], String> sorted = new TreeMap<>(Arrays::compareUnsigned);
    labels.forEach(
        (name, value) -> {
          if (!value.isEmpty()) {
            sorted.put(name.getBytes(StandardCharsets.UTF_8), value);
          }
        });
    long hash = OFFSET;
    for (Map.Entry<byte[], String> label : sorted.entrySet()) {
      hash = separator(add(hash, label.getKey()));
      hash = separator(add(hash, label.getValue().getBytes(StandardCharsets.UTF_8)));
    }
    return String.format("%016x", hash);
  }

  private static long add(long hash, byte[] bytes) {
    long h = hash;
    for (byte b : bytes) {
      h = (h ^ (b & 0xff)) * PRIME;
    }
    return h;
  }

  private static long separator(long hash) {
    return (hash ^ 0xff) * PRIME;
  }
}
