/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class OutlookTest {
  private static final long SEED = 3;
  private static final long MINUTE = 60_000;
  private static final int TEN_DAYS = 14_400;
  private static final double PER_ROW = 0.01;

  @Test
  void aRiseGoesOnFromTheLastRowForADay() {
    List<Row> rows = rising(TEN_DAYS);
    Row last = rows.getLast();

    List<Outlook.Point> points = of(rows).points();

    assertThat(points.getFirst())
        .isEqualTo(new Outlook.Point(last.time(), last.value(), last.value(), last.value()));
    assertThat(points).hasSize(7).isSortedAccordingTo((a, b) -> Long.compare(a.time(), b.time()));
    assertThat(points.getLast().time() - last.time()).isEqualTo(Duration.ofDays(1).toMillis());
    Offset<Double> noise = within(3.0);
    for (Outlook.Point point : points) {
      double comes = 100 + PER_ROW * point.time() / MINUTE;
      assertThat(point.middle()).as("seed " + SEED).isCloseTo(comes, noise);
      assertThat(point.middle()).as("seed " + SEED).isBetween(point.low(), point.high());
    }
    assertThat(points.getLast().high()).isGreaterThan(points.getLast().low());
  }

  @Test
  void aShortSeriesLooksLessFarAhead() {
    List<Row> rows = rising(1_200);

    assertThat(of(rows).points().getLast().time() - rows.getLast().time())
        .isEqualTo(1_199 * MINUTE / 6);
  }

  @Test
  void tooFewRowsSayNothing() {
    assertThat(of(rising(1)).points()).isEmpty();
    assertThat(of(rising(60)).points()).isEmpty();
  }

  @Test
  void onlyTheFirstRowOfATimeCounts() {
    List<Row> twice = new ArrayList<>();
    for (Row row : rising(1_200)) {
      twice.add(row);
      twice.add(row(row.time(), -1e6));
    }

    assertThat(of(twice)).isEqualTo(of(rising(1_200)));
  }

  @Test
  void withoutALastValueItBeginsWithWhatIsForeseen() {
    List<Row> rows = rising(1_200);
    rows.set(1_199, row(rows.getLast().time(), Double.NaN));

    List<Outlook.Point> points = of(rows).points();

    assertThat(points).hasSize(6);
    assertThat(points.getFirst().time()).isGreaterThan(rows.getLast().time());
  }

  private static Outlook of(List<Row> rows) {
    return Outlook.of(new Series("s", rows, List.of()));
  }

  private static List<Row> rising(int count) {
    Random random = new Random(SEED);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add(row(i * MINUTE, 100 + PER_ROW * i + random.nextGaussian()));
    }
    return rows;
  }

  private static Row row(long time, double value) {
    return new Row(time, "", "", value);
  }
}
