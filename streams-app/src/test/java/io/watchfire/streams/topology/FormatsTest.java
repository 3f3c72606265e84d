/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.watchfire.schemas.alert.AlertState;
import io.watchfire.streams.alerting.Lifecycle;
import io.watchfire.streams.codec.CorruptValueException;
import io.watchfire.streams.engine.SeriesCommand;
import io.watchfire.streams.histogram.BucketCounts;
import io.watchfire.streams.histogram.ClassicHistogram;
import io.watchfire.streams.histogram.ExplicitHistogram;
import io.watchfire.streams.histogram.ExponentialHistogram;
import io.watchfire.streams.histogram.Histograms;
import io.watchfire.streams.ingest.PackedRecord;
import io.watchfire.streams.query.Distribution;
import io.watchfire.streams.query.Sum;
import io.watchfire.streams.series.Point;
import io.watchfire.streams.slo.GroupState;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * An upgrade reads what the version before it wrote: the bytes of every format version that was
 * ever released are kept in {@code src/test/resources/formats}, and never changed. When a format
 * changes, its version goes up, a file is added, and the reader goes on to accept the old one.
 */
class FormatsTest {
  private static final long NOON = 1_795_435_200_000L;
  private static final Histograms HISTOGRAMS =
      new Histograms(
          List.of(
              new ExplicitHistogram(new double[] {0.1, 0.5}, new long[] {3, 200, 1}),
              ExponentialHistogram.of(
                  3,
                  0,
                  2,
                  BucketCounts.of(-7, new long[] {4, 0, 1}),
                  BucketCounts.of(0, new long[0])),
              ClassicHistogram.of(0.25, 9)));

  /** What is behind the end that earlier releases know: when received, how long silent. */
  private static final String RECEIPT = "98f49bc2a034e807";

  @Test
  void groupStateOfVersionOneIsRead() {
    assertThat(GroupState.read(bytes("group-state-v1"))).isEqualTo(groupState());
  }

  @Test
  void groupStateIsWrittenAsVersionOne() {
    assertThat(hex(groupState().write())).isEqualTo(hex(bytes("group-state-v1")) + RECEIPT);
  }

  @Test
  void sumsOfVersionOneAreRead() {
    assertThat(SumsRecord.read(bytes("sums-v1"))).isEqualTo(sums());
  }

  @Test
  void sumsOfVersionTwoAreRead() {
    assertThat(SumsRecord.read(bytes("sums-v2"))).isEqualTo(sums());
  }

  @Test
  void commandsAreWrittenAsVersionThree() {
    SumsRecord command =
        SumsRecord.of(
            new SeriesCommand(
                SeriesCommand.Kind.FREEZE,
                "orders",
                "ops",
                Instant.ofEpochMilli(NOON),
                Instant.ofEpochMilli(NOON + 3_600_000)));
    assertThat(hex(command.write())).isEqualTo(hex(bytes("sums-v3")));
    assertThat(SumsRecord.read(bytes("sums-v3"))).isEqualTo(command);
  }

  @Test
  void numbersAreWrittenAsVersionTwo() {
    assertThat(hex(sums().write())).isEqualTo(hex(bytes("sums-v2")));
  }

  @Test
  void packedRecordsOfVersionOneAreRead() {
    PackedRecord read = PackedRecord.read(bytes("packed-v1"));
    assertThat(read).usingRecursiveComparison().isEqualTo(packed());
  }

  @Test
  void packedRecordsAreWrittenAsVersionTwo() {
    assertThat(hex(packed().write())).isEqualTo(hex(bytes("packed-v2")));
  }

  @Test
  void sumsWithHistogramsAreWrittenAsVersionFour() {
    SumsRecord record =
        new SumsRecord(
            NOON + 250,
            "",
            false,
            sums().sums(),
            List.of(),
            List.of(new Distribution(NOON, 0, HISTOGRAMS)),
            null);
    assertThat(hex(record.write())).isEqualTo(hex(bytes("sums-v4")));
    assertThat(SumsRecord.read(bytes("sums-v4"))).isEqualTo(record);
  }

  @Test
  void packedRecordsWithHistogramsAreWrittenAsVersionThree() {
    PackedRecord plain = packed();
    Point point =
        new Point(
            5,
            Point.Kind.CUMULATIVE,
            false,
            0,
            NOON * 1_000_000,
            42,
            new long[] {3},
            new long[] {7},
            HISTOGRAMS.parts().get(1));
    PackedRecord record =
        new PackedRecord(
            plain.tenant(),
            plain.appendTimeMillis(),
            plain.batch(),
            plain.targets(),
            List.of(
                plain.points().get(0),
                new PackedRecord.Measured(
                    6, point, List.of(new PackedRecord.Feed(0, 0, 0, false)))),
            List.of(
                plain.events().get(0),
                new PackedRecord.Event(0, 1, NOON, 0, 0, HISTOGRAMS.parts().get(0))),
            plain.notices(),
            0);
    assertThat(hex(record.write())).isEqualTo(hex(bytes("packed-v3")));
    assertThat(PackedRecord.read(bytes("packed-v3"))).usingRecursiveComparison().isEqualTo(record);
  }

  @Test
  void aVersionFromTheFutureIsRefusedByName() {
    byte[] value = groupState().write();
    value[0] = 9;
    assertThatThrownBy(() -> GroupState.read(value))
        .isInstanceOf(CorruptValueException.class)
        .hasMessage("group state: format version 9 (expected: 1 to 1)");
  }

  private static GroupState groupState() {
    Lifecycle page =
        new Lifecycle(
            AlertState.FIRING,
            3,
            Lifecycle.Reason.CONDITION,
            NOON - 60_000,
            NOON - 60_000,
            0,
            3_600_000);
    return new GroupState(
        1,
        NOON,
        new GroupState.Observed(
            NOON - 86_400_000, NOON - 1_000, NOON - 1_000, NOON - 2_000, NOON - 1_000, 1_000),
        7,
        new GroupState.Measurement(
            "threshold: 0.5 is no bound; measured at the next above, 0.75", false),
        new GroupState.Alerts(page, Lifecycle.NEW));
  }

  private static SumsRecord sums() {
    return new SumsRecord(
        NOON + 250,
        "",
        false,
        List.of(
            new Sum(NOON, 0, 3, 1_000, true, true), new Sum(NOON - 60_000, 0, 0, 5, false, true)));
  }

  private static PackedRecord packed() {
    Point point =
        new Point(
            0x1122334455667788L,
            Point.Kind.CUMULATIVE,
            false,
            (NOON - 3_600_000) * 1_000_000,
            NOON * 1_000_000,
            42,
            new long[] {0, Double.doubleToLongBits(0.5)},
            new long[] {1_000, 997});
    return new PackedRecord(
        "acme",
        NOON + 250,
        0,
        List.of("checkout\0acme\0".getBytes(StandardCharsets.UTF_8)),
        List.of(
            new PackedRecord.Measured(
                0x0102030405060708L,
                point,
                List.of(
                    new PackedRecord.Feed(1, 0, 0, true), new PackedRecord.Feed(0, 0, 0, false)))),
        List.of(new PackedRecord.Event(0, 1, NOON, 2, 50, null)),
        List.of(new PackedRecord.Notice(0, true, "threshold")),
        0);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static byte[] bytes(String name) {
    try (InputStream in = FormatsTest.class.getResourceAsStream("/formats/" + name + ".hex")) {
      assertThat(in).as("resource " + name).isNotNull();
      String text = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
      return HexFormat.of().parseHex(text.replaceAll("\\s", ""));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
