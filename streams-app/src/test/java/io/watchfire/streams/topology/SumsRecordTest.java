/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.streams.engine.SeriesCommand;
import io.watchfire.streams.engine.SeriesCommand.Kind;
import io.watchfire.streams.query.Sum;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SumsRecordTest {
  @Test
  void itReadsWhatItWrote() {
    SumsRecord record =
        new SumsRecord(
            1_795_428_000_123L,
            "threshold: 3 (expected: 4)",
            true,
            List.of(
                new Sum(1_795_428_000_000L, 0, 0, 1L << 60, false, true),
                new Sum(1_795_428_000_001L, 3, 5, 0, true, false),
                new Sum(1_795_428_000_002L, 3, 5, 6, true, true)));
    assertThat(SumsRecord.read(record.write())).isEqualTo(record);
    SumsRecord empty = new SumsRecord(0, "", false, List.of());
    assertThat(SumsRecord.read(empty.write())).isEqualTo(empty);
  }

  @Test
  void commandsOfEveryKindAreRead() {
    Instant noon = Instant.parse("2026-11-23T12:00:00Z");
    for (Kind kind : Kind.values()) {
      SumsRecord record = SumsRecord.of(new SeriesCommand(kind, null, "", noon, null));
      assertThat(SumsRecord.read(record.write())).isEqualTo(record);
    }
    SumsRecord until =
        SumsRecord.of(
            new SeriesCommand(Kind.FREEZE, "orders", "ops", noon, noon.plusSeconds(3_600)));
    assertThat(SumsRecord.read(until.write())).isEqualTo(until);
  }
}
