/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.schemas.otlp;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Damages payloads: bit flips, truncation, inflated lengths, splices of two. */
final class Mutations {
  private final Random random;
  private final List<byte[]> corpus;

  Mutations(long seed, List<byte[]> corpus) {
    this.random = new Random(seed);
    this.corpus = corpus;
  }

  byte[] next() {
    byte[] bytes = any().clone();
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      bytes = mutate(bytes);
    }
    return bytes;
  }

  private byte[] mutate(byte[] bytes) {
    if (bytes.length < 2) {
      return any().clone();
    }
    int at = random.nextInt(bytes.length);
    switch (random.nextInt(6)) {
      case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> bytes[at] = (byte) random.nextInt();
      case 2 -> bytes[at] = (byte) 0xff;
      case 3 -> {
        return Arrays.copyOf(bytes, at);
      }
      case 4 -> {
        // What looks like a length becomes a much larger one.
        int run = Math.min(bytes.length - at, 1 + random.nextInt(9));
        Arrays.fill(bytes, at, at + run, (byte) 0xff);
      }
      default -> {
        return splice(bytes, at);
      }
    }
    return bytes;
  }

  private byte[] splice(byte[] bytes, int at) {
    byte[] other = any();
    int from = random.nextInt(other.length + 1);
    byte[] spliced = Arrays.copyOf(bytes, at + other.length - from);
    System.arraycopy(other, from, spliced, at, other.length - from);
    return spliced;
  }

  private byte[] any() {
    return corpus.get(random.nextInt(corpus.size()));
  }
}
