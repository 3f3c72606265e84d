/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** A packed record names each group once, and says of each thing once. */
class PackingTest {
  private static final int GROUPS = 10_000;
  private static final long TIME = 1_795_428_000_000L;

  @Test
  void eachOfTenThousandGroupsIsATargetOnceAndNotedOnce() {
    Packing packing = new Packing(new byte[16], "acme", TIME, 7, 11);
    for (int second = 0; second < 2; second++) {
      for (int group = 0; group < GROUPS; group++) {
        SpanTally tally = new SpanTally();
        tally.addToNumerator(1);
        tally.addToTotal(2);
        packing.add(key(group), 0, TIME + second, tally);
        packing.invalid(key(group), "no unit");
      }
    }
    PackedRecord record = packing.record();
    assertThat(record.targets()).hasSize(GROUPS);
    assertThat(record.notices()).hasSize(GROUPS);
    assertThat(record.events()).hasSize(2 * GROUPS);
    for (int group = 0; group < GROUPS; group++) {
      assertThat(record.targets().get(group)).isEqualTo(key(group));
      assertThat(record.notices().get(group))
          .isEqualTo(new PackedRecord.Notice(group, true, "no unit"));
      assertThat(record.events().get(GROUPS + group))
          .isEqualTo(new PackedRecord.Event(group, 0, TIME + 1, 1, 2, null));
    }
  }

  private static byte[] key(int group) {
    return ("group-" + group).getBytes(StandardCharsets.UTF_8);
  }
}
