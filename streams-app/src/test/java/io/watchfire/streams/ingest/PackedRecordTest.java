/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.streams.series.Point;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class PackedRecordTest {
  @Test
  void itReadsWhatItWrote() {
    Point point =
        new Point(
            -5,
            Point.Kind.DELTA,
            false,
            1_795_428_000_000_000_000L,
            1_795_428_060_000_000_000L,
            Long.MIN_VALUE,
            new long[] {0, -1},
            new long[] {0, 1L << 61});
    PackedRecord record =
        new PackedRecord(
            "acme",
            1_795_428_000_123L,
            -77,
            List.of("a".getBytes(StandardCharsets.UTF_8), "ü".getBytes(StandardCharsets.UTF_8)),
            List.of(
                new PackedRecord.Measured(
                    Long.MAX_VALUE,
                    point,
                    List.of(
                        new PackedRecord.Feed(0, 1, 3, true),
                        new PackedRecord.Feed(1, 0, 0, false)))),
            List.of(new PackedRecord.Event(1, 2, 1_795_428_001_000L, 3, 4, null)),
            List.of(new PackedRecord.Notice(0, true, "threshold: 3")),
            -11);
    assertThat(PackedRecord.read(record.write())).usingRecursiveComparison().isEqualTo(record);
  }

  @Test
  void anEmptyOneToo() {
    PackedRecord record = new PackedRecord("", 0, 0, List.of(), List.of(), List.of(), List.of(), 0);
    assertThat(PackedRecord.read(record.write())).usingRecursiveComparison().isEqualTo(record);
  }
}
