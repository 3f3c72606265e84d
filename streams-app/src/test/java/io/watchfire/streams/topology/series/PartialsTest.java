/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.topology.series;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.streams.ingest.PackedRecord;
import io.watchfire.streams.query.Sum;
import io.watchfire.streams.series.Increment;
import io.watchfire.streams.series.Outcome;
import io.watchfire.streams.series.Point;
import io.watchfire.streams.topology.SumsRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a packed record adds to its groups. */
class PartialsTest {
  private static final int GROUPS = 10_000;
  private static final long TIME = 1_795_428_000_000L;

  @Test
  void everyOneOfTenThousandGroupsGetsItsOwnSumsInTheirOrder() {
    List<PackedRecord.Event> events = new ArrayList<>();
    for (int second = 0; second < 2; second++) {
      for (int group = 0; group < GROUPS; group++) {
        events.add(new PackedRecord.Event(group, 0, TIME + second * 1_000, group, GROUPS, null));
      }
    }
    List<Map.Entry<String, SumsRecord>> told = told(events, List.of());
    assertThat(told).hasSize(GROUPS);
    for (int group = 0; group < GROUPS; group++) {
      assertThat(told.get(group).getKey()).isEqualTo("group-" + group);
      assertThat(told.get(group).getValue().sums())
          .containsExactly(
              new Sum(TIME, 0, group, GROUPS, true, true),
              new Sum(TIME + 1_000, 0, group, GROUPS, true, true));
    }
  }

  @Test
  void theNoticesAreReadOnceHoweverManyGroupsThereAre() {
    Read notices = new Read();
    for (int group = 0; group < GROUPS; group++) {
      notices.add(new PackedRecord.Notice(group, group % 2 == 0, "first of " + group));
      notices.add(new PackedRecord.Notice(group, false, "second of " + group));
    }
    List<Map.Entry<String, SumsRecord>> told = told(List.of(), notices);
    assertThat(told).hasSize(GROUPS);
    assertThat(told.get(7).getValue()).isEqualTo(noticed(false, "first of 7"));
    assertThat(told.getLast().getValue()).isEqualTo(noticed(false, "first of 9999"));
    assertThat(told.getFirst().getValue()).isEqualTo(noticed(true, "first of 0"));
    assertThat(notices.times).isEqualTo(1);
  }

  @ParameterizedTest(name = "{0} ms ahead")
  @CsvSource({"0, 0", "5000, 5000", "5001, 0", "600000, 0", "94608000000, 0"})
  void aPointAheadOfItsReceiptCountsWhenItWasReceived(long aheadMillis, long countedAfterMillis) {
    Point point =
        new Point(
            1,
            Point.Kind.CUMULATIVE,
            false,
            0,
            (TIME + aheadMillis) * 1_000_000,
            0,
            new long[] {0},
            new long[] {7},
            null);
    PackedRecord.Measured measured =
        new PackedRecord.Measured(1, point, List.of(new PackedRecord.Feed(0, 0, 0, true)));
    Partials partials =
        new Partials(
            new PackedRecord(
                "acme",
                TIME,
                0,
                List.of(new byte[] {1}),
                List.of(measured),
                List.of(),
                List.of(),
                0));
    partials.add(measured, new Increment(Outcome.INCREMENT, new long[] {7}, 0, null, null));
    List<SumsRecord> told = new ArrayList<>();
    partials.forEach((target, sums) -> told.add(sums));
    assertThat(told.getFirst().sums())
        .containsExactly(new Sum(TIME + countedAfterMillis, 0, 7, 0, true, false));
  }

  private static SumsRecord noticed(boolean invalid, String notice) {
    return new SumsRecord(TIME, notice, invalid, List.of());
  }

  private static List<Map.Entry<String, SumsRecord>> told(
      List<PackedRecord.Event> events, List<PackedRecord.Notice> notices) {
    List<byte[]> targets =
        IntStream.range(0, GROUPS)
            .mapToObj(group -> ("group-" + group).getBytes(StandardCharsets.UTF_8))
            .toList();
    Partials partials =
        new Partials(new PackedRecord("acme", TIME, 0, targets, List.of(), events, notices, 0));
    events.forEach(partials::add);
    List<Map.Entry<String, SumsRecord>> told = new ArrayList<>();
    partials.forEach(
        (target, sums) -> told.add(Map.entry(new String(target, StandardCharsets.UTF_8), sums)));
    return told;
  }

  /** Counts how often it is walked. */
  private static final class Read extends ArrayList<PackedRecord.Notice> {
    private static final long serialVersionUID = 1;
    private int times;

    @Override
    public Iterator<PackedRecord.Notice> iterator() {
      times++;
      return super.iterator();
    }
  }
}
