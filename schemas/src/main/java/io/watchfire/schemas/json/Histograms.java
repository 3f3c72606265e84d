/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.schemas.json;

import java.util.List;

/** Bounds and counts that fit each other and their total. */
record Histograms(List<Double> bounds, List<Long> counts) {

  /** Reads the fields bounds and counts, which come together or not at all. */
  static Histograms of(Node node, long count) throws BadField {
    if (!node.has("bounds") && !node.has("counts")) {
      return new Histograms(List.of(), List.of());
    }
    List<Double> bounds = node.ascending("bounds");
    List<Long> counts = node.counts("counts");
    if (counts.size() != bounds.size() + 1) {
      throw new BadField(
          counts.size() + " counts",
          "one more than the " + bounds.size() + " bounds",
          node.field("counts").path());
    }
    expectTotal(node.field("counts"), 0, counts, count);
    return new Histograms(bounds, counts);
  }

  /** Checks that counts, with what was counted elsewhere, add up to the point's count. */
  static void expectTotal(Node at, long elsewhere, List<Long> counts, long count) throws BadField {
    long total = add(at, elsewhere, counts);
    if (total != count) {
      throw new BadField(total + " in all", count + ", the point's count", at.path());
    }
  }

  static long add(Node at, long start, List<Long> counts) throws BadField {
    try {
      long total = start;
      for (long bucket : counts) {
        total = Math.addExact(total, bucket);
      }
      return total;
    } catch (ArithmeticException e) {
      throw at.bad("counts that add up to 64 bits");
    }
  }
}
