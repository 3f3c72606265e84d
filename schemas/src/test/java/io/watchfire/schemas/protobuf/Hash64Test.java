/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.schemas.protobuf;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Hash64Test {
  /** Stored series are found by these values: if one of them changes, all state is lost. */
  @ParameterizedTest
  @CsvSource({
    "'', 0, c96f21ebf6290549",
    "a, 0, 57418385339d49b7",
    "abcd, 1, f2fb37e918f5f72f",
    "abcdefgh, 1, be93c6dbaee11688",
    "http.server.request.duration, 42, ab48fed76a6c1e82"
  })
  void valuesNeverChange(String text, long seed, String expected) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    assertThat(Long.toHexString(Hash64.of(bytes, 0, bytes.length, seed))).isEqualTo(expected);
  }

  @Test
  void similarBytesDoNotCollide() {
    Set<Long> seen = new HashSet<>();
    int hashes = 0;
    for (int length = 0; length <= 40; length++) {
      byte[] bytes = new byte[length];
      seen.add(Hash64.of(bytes, 0, length, 1));
      hashes++;
      for (int at = 0; at < length; at++) {
        for (int bit = 0; bit < 8; bit++) {
          bytes[at] ^= (byte) (1 << bit);
          seen.add(Hash64.of(bytes, 0, length, 1));
          hashes++;
          bytes[at] ^= (byte) (1 << bit);
        }
      }
    }
    for (int i = 0; i < 200_000; i++) {
      byte[] bytes = ("series-" + i).getBytes(StandardCharsets.UTF_8);
      seen.add(Hash64.of(bytes, 0, bytes.length, 1));
      hashes++;
    }
    assertThat(seen).hasSize(hashes);
  }

  @Test
  void oneBitOfInputChangesHalfOfTheOutput() {
    Random random = new Random(1);
    double flipped = 0;
    int trials = 20_000;
    for (int i = 0; i < trials; i++) {
      byte[] bytes = new byte[1 + random.nextInt(40)];
      random.nextBytes(bytes);
      long before = Hash64.of(bytes, 0, bytes.length, 3);
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      flipped += Long.bitCount(before ^ Hash64.of(bytes, 0, bytes.length, 3));
    }
    assertThat(flipped / trials).as("seed 1").isBetween(31.5, 32.5);
  }
}
