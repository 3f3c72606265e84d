/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.histogram;

import io.watchfire.streams.codec.ByteReader;
import io.watchfire.streams.codec.ByteWriter;
import io.watchfire.streams.codec.CorruptValueException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Observations by bucket; of a counter since its start, or what was added. Does not change. */
public sealed interface Histogram
    permits ExplicitHistogram, ExponentialHistogram, ClassicHistogram {
  /** How many observations. */
  long count();

  /** How many buckets it takes to say so. */
  int size();

  /**
   * What was added since an earlier point of the same counter.
   *
   * @return null if any bucket holds less than it did: the counter started anew
   */
  @Nullable Histogram since(Histogram before);

  /** Both together; null if their buckets are not the same and cannot be made so without loss. */
  @Nullable Histogram plus(Histogram other);

  /** Where the observations lie. */
  List<Bucket> buckets();

  /** Writes it for {@link #read}. */
  void write(ByteWriter out);

  /** Takes up what {@link #write} wrote. */
  static Histogram read(ByteReader in) {
    int kind = in.u8();
    return switch (kind) {
      case ExplicitHistogram.KIND -> ExplicitHistogram.readRest(in);
      case ExponentialHistogram.KIND -> ExponentialHistogram.readRest(in);
      case ClassicHistogram.KIND -> ClassicHistogram.readRest(in);
      default -> throw new CorruptValueException("histogram kind: " + kind + " (expected: 0 to 2)");
    };
  }
}
