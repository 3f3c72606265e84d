/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.schemas.alert.Alert;
import io.watchfire.schemas.alert.AlertState;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The time that a record carries is its producer's word, and decides nothing. */
class ReceiptTest {
  private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");

  @TempDir Path state;

  static Stream<Instant> said() {
    return Stream.of(
        Instant.ofEpochMilli(-1),
        Instant.EPOCH,
        START.minus(Duration.ofDays(400)),
        START.plus(Duration.ofDays(3 * 365)));
  }

  @ParameterizedTest(name = "records say {0}")
  @MethodSource("said")
  void anOutagePagesWhateverTimestampItsRecordsCarry(Instant said) {
    try (Pipeline pipeline = new Pipeline(Pod.rule(), START, state)) {
      List<Instant> stamps = new ArrayList<>();
      pipeline.onRecord =
          (topic, record) -> {
            if (topic.equals(TopicNames.DEFAULT.packed())) {
              stamps.add(record.getRecordTime());
            }
          };
      Pod pod = Pod.of("a", START);
      for (int minute = 1; minute <= 30; minute++) {
        pipeline.pass(Duration.ofMinutes(1));
        byte[] export = pod.minute(pipeline.now(), minute > 10 ? 1 : 0);
        pipeline.send(Pipeline.METRICS, new Stamped(export, said));
      }
      assertThat(pipeline.count("watchfire_points_refused")).isZero();
      assertThat(stamps).first().isEqualTo(START.plus(Duration.ofMinutes(1)));
      assertThat(stamps).last().isEqualTo(pipeline.now());
      List<Alert> pages =
          pipeline.alerts.stream()
              .filter(alert -> "page".equals(alert.labels().get("severity")))
              .toList();
      assertThat(pages).hasSize(1);
      assertThat(pages.getFirst().state()).isEqualTo(AlertState.FIRING);
      assertThat(pages.getFirst().startsAt())
          .isBetween(START.plus(Duration.ofMinutes(11)), START.plus(Duration.ofMinutes(14)));
    }
  }

  /**
   * A record whose producer set any time, also none: {@link TestRecord} refuses what is below 0.
   */
  private static final class Stamped extends TestRecord<byte[], byte[]> {
    private final Instant said;

    Stamped(byte[] value, Instant said) {
      super(null, value, new RecordHeaders(), Instant.EPOCH);
      this.said = said;
    }

    @Override
    public Instant getRecordTime() {
      return said;
    }
  }
}
