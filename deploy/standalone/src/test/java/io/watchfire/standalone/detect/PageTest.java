/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone.detect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.watchfire.streams.anomaly.DetectorType;
import io.watchfire.streams.spec.FalseAlerts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageTest {
  private static final long SEED = 9;
  private static final String KEY = "class=\"key future\"";

  @TempDir Path dir;

  @Test
  void theForecastIsDrawnFromTheLastRowOn() throws IOException {
    String page = page(1_500);

    assertThat(page).contains(KEY);
    JsonNode forecast = data(page).path("forecast");
    assertThat(forecast.path("t").path(0).asLong()).isEqualTo(1_499 * 60_000L);
    for (String line : List.of("t", "low", "middle", "high")) {
      assertThat(forecast.path(line)).as(line).hasSize(7).allMatch(JsonNode::isNumber);
    }
  }

  @Test
  void withoutAForecastTheLegendDoesNotSpeakOfOne() throws IOException {
    String page = page(50);

    assertThat(page).doesNotContain(KEY).doesNotContain("@FUTUREKEY@");
    assertThat(data(page).has("forecast")).isFalse();
  }

  private static JsonNode data(String page) throws IOException {
    String opening = "id=\"data\">";
    int start = page.indexOf(opening) + opening.length();
    return new ObjectMapper().readTree(page.substring(start, page.indexOf("</script>", start)));
  }

  private String page(int count) throws IOException {
    Random random = new Random(SEED);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double value = 50 + random.nextGaussian();
      rows.add(new Row(i * 60_000L, "", String.valueOf(value), value));
    }
    Series series = new Series("s", rows, List.of());
    FalseAlerts rate = FalseAlerts.parse(FalseAlerts.DEFAULT);
    Path file = dir.resolve("page.html");
    new Page("s", "ewma", ZoneOffset.UTC)
        .write(
            file,
            series,
            new SeriesRun(DetectorType.EWMA::create, rate, ZoneOffset.UTC).run(series));
    return Files.readString(file);
  }
}
