/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.streams.anomaly.DetectorType;
import io.watchfire.streams.spec.FalseAlerts;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SeriesRunTest {
  private static final long SEED = 5;

  @Test
  void whatComesLaterChangesNoEarlierScore() {
    List<Row> rows = new ArrayList<>();
    Random random = new Random(SEED);
    for (int i = 0; i < 900; i++) {
      double value = i % 300 == 299 ? 70 : 50 + random.nextGaussian();
      long time = (i < 400 ? i : 2 * i - 400) * 60_000L;
      rows.add(new Row(time, "", "", value));
    }

    List<Scored> whole = run("1 per 2d").run(new Series("whole", rows, List.of()));
    List<Scored> part = run("1 per 2d").run(new Series("part", rows.subList(0, 500), List.of()));

    assertThat(part).as("seed " + SEED).isEqualTo(whole.subList(0, 500));
    assertThat(part).anyMatch(scored -> scored.result().starts());
  }

  @Test
  void theReasonSaysWhatCameWhatWasExpectedHowRareAndSinceWhen() {
    List<Row> rows = new ArrayList<>();
    Random random = new Random(SEED);
    for (int i = 0; i < 403; i++) {
      double value = i >= 400 ? 200 : 50 + random.nextGaussian();
      rows.add(new Row(i * 60_000L, "", "", value));
    }

    List<Scored> scored = run("1 per 2880 values").run(new Series("s", rows, List.of()));

    assertThat(scored.get(399).reason()).isEmpty();
    assertThat(scored.get(400).reason())
        .matches("200 where (49|50|51)[.0-9]* was expected, [34]\\.\\d times as much .*one in .*");
    assertThat(scored.get(401).reason()).endsWith("; alert since 1970-01-01 06:40:00");
  }

  private static SeriesRun run(String rate) {
    return new SeriesRun(DetectorType.EWMA::create, FalseAlerts.parse(rate), ZoneOffset.UTC);
  }
}
