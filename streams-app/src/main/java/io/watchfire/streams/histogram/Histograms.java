/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.histogram;

import io.watchfire.streams.codec.ByteReader;
import io.watchfire.streams.codec.ByteWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * What any number of histograms counted together. Those of the same buckets are added bucket by
 * bucket; others stay beside each other, so that none loses what its buckets tell.
 *
 * @param parts no two of them can be added
 */
public record Histograms(List<Histogram> parts) {
  /** Nothing. */
  public static final Histograms NONE = new Histograms(List.of());

  /** Copies the list. */
  public Histograms {
    parts = List.copyOf(parts);
  }

  /** With one more. */
  public Histograms plus(Histogram more) {
    List<Histogram> all = new ArrayList<>(parts);
    for (int i = 0; i < all.size(); i++) {
      Histogram both = all.get(i).plus(more);
      if (both != null) {
        all.set(i, both);
        return new Histograms(all);
      }
    }
    all.add(more);
    return new Histograms(all);
  }

  /** These and those. */
  public Histograms plus(Histograms others) {
    Histograms sum = this;
    for (Histogram more : others.parts) {
      sum = sum.plus(more);
    }
    return sum;
  }

  /** How many observations. */
  public long count() {
    return parts.stream().mapToLong(Histogram::count).sum();
  }

  /** How many buckets they take. */
  public int size() {
    return parts.stream().mapToInt(Histogram::size).sum();
  }

  /**
   * The value that a share of the observations does not exceed. Where histograms of different
   * buckets meet, each spreads its observations over its own.
   *
   * @param share more than 0 and less than 1
   * @return NaN if there are no observations
   */
  public double quantile(double share) {
    return new QuantileEstimator(parts.stream().flatMap(part -> part.buckets().stream()).toList())
        .quantile(share);
  }

  /** Writes them for {@link #read}. */
  public void write(ByteWriter out) {
    out.varint(parts.size());
    parts.forEach(part -> part.write(out));
  }

  /** Takes up what {@link #write} wrote. */
  public static Histograms read(ByteReader in) {
    List<Histogram> parts = new ArrayList<>();
    for (int i = in.count(2); i > 0; i--) {
      parts.add(Histogram.read(in));
    }
    return new Histograms(parts);
  }
}
