/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * A block as the first format version wrote it goes on where it stopped; its bytes never change.
 */
class SeriesBlockFormatTest {
  private static final String V1 =
      "010461636d6580c8afa02502000000000000000001000000174876e80000000022ecb25c00"
          + "0000000000000000010000000000000000e80701000000000000000280000000000000000"
          + "0000022ecb25c00010000002098a6780080c8afa025";
  private static final long SECOND = 1_000_000_000L;

  private final Blocks blocks = new Blocks();

  @Test
  void seriesRememberedByVersionOneGoOnWhereTheyStopped() {
    blocks.put(0, HexFormat.of().parseHex(V1));
    Family family = Family.open(blocks, "acme", ResourceHistory.begin());
    Increment counter =
        family.apply(cumulative(160 * SECOND, 1_250), Long.MAX_VALUE / 2, () -> true);
    Increment delta =
        family.apply(delta(150 * SECOND, 160 * SECOND, 9), Long.MAX_VALUE / 2, () -> true);
    Increment again =
        family.apply(delta(140 * SECOND, 150 * SECOND, 9), Long.MAX_VALUE / 2, () -> true);
    assertThat(counter.outcome()).isEqualTo(Outcome.INCREMENT);
    assertThat(counter.increments()).containsExactly(250);
    assertThat(delta.outcome()).isEqualTo(Outcome.INCREMENT);
    assertThat(again.outcome()).isEqualTo(Outcome.DUPLICATE);
  }

  @Test
  void blocksAreWrittenAsVersionTwo() {
    Family family = Family.open(blocks, "acme", ResourceHistory.begin());
    family.apply(cumulative(140 * SECOND, 900), Long.MAX_VALUE / 2, () -> true);
    family.apply(cumulative(150 * SECOND, 1_000), Long.MAX_VALUE / 2, () -> true);
    family.apply(delta(140 * SECOND, 150 * SECOND, 7), Long.MAX_VALUE / 2, () -> true);
    family.save();
    assertThat(HexFormat.of().formatHex(blocks.get(0))).isEqualTo("02" + V1.substring(2));
  }

  private static Point cumulative(long time, long value) {
    return new Point(
        1, Point.Kind.CUMULATIVE, false, 100 * SECOND, time, 0, new long[] {0}, new long[] {value});
  }

  private static Point delta(long start, long time, long value) {
    return new Point(
        2, Point.Kind.DELTA, false, start, time, 0, new long[] {0}, new long[] {value});
  }

  private static final class Blocks implements BlockStore {
    private final Map<Integer, byte[]> values = new TreeMap<>();

    @Override
    public byte @Nullable [] get(int block) {
      return values.get(block);
    }

    @Override
    public void put(int block, byte[] value) {
      values.put(block, value);
    }
  }
}
