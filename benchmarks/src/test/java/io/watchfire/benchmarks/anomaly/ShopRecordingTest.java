/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.benchmarks.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.watchfire.standalone.detect.Series;
import io.watchfire.streams.anomaly.DetectorType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ShopRecordingTest {
  private static final Path SHOP = Path.of("../../shared/data/online-boutique");

  @BeforeEach
  void needsTheRecording() {
    assumeTrue(Files.isDirectory(SHOP), "no recording in ../shared/data/online-boutique");
  }

  @Test
  void everySignalLiesWithinTheTwoDays() throws IOException {
    Map<ShopSignal, Series> signals = ShopRecording.series(SHOP);

    assertThat(signals).hasSize(90).containsKey(new ShopSignal("adservice", "cpu"));
    assertThat(signals)
        .allSatisfy(
            (signal, series) ->
                assertThat(series.rows())
                    .allSatisfy(
                        row ->
                            assertThat(Instant.ofEpochMilli(row.time()))
                                .isBetween(
                                    Instant.parse("2022-08-22T03:50:00Z"),
                                    Instant.parse("2022-08-24T00:30:00Z"))));
  }

  @Test
  void theFaultyServiceIsNamedFirstAmongThoseThatNoticeAFault() throws IOException {
    List<InjectedFault> faults = ShopRecording.faults(SHOP);
    ShopVerdict verdict = new ShopVerdict(DetectorType.EWMA, ShopRecording.series(SHOP), faults);

    assertThat(faults).hasSize(56);
    assertThat(faults.stream().filter(verdict::noticedAtItsService).count()).isBetween(15L, 56L);
    assertThat(faults)
        .filteredOn(verdict::noticedAtItsService)
        .allSatisfy(
            fault ->
                assertThat(verdict.noticing(fault).getFirst().service())
                    .isEqualTo(fault.service()));
    assertThat(verdict.quietHours()).isBetween(20.0, 26.0);
  }
}
