/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.golden.Golden;
import io.watchfire.schemas.alert.Alert;
import io.watchfire.schemas.alert.AlertJson;
import io.watchfire.schemas.alert.AlertState;
import io.watchfire.schemas.series.SeriesReading;
import io.watchfire.schemas.series.SeriesReadingJson;
import io.watchfire.schemas.slo.SloStatus;
import io.watchfire.schemas.slo.SloStatusJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Every document that travels, with each of its names: as it is written, and that it is read. */
class JsonGoldenTest {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00.123Z");

  @Test
  void alertsAreTheSameJson() {
    List<Alert> alerts = new ArrayList<>();
    for (AlertState state : AlertState.values()) {
      for (Alert.Mode mode : Alert.Mode.values()) {
        alerts.add(alert(state, mode));
      }
    }
    AlertJson json = new AlertJson();
    assertGolden("alerts.jsonl", alerts, json::write, json::read);
  }

  @Test
  void statusIsTheSameJson() {
    List<SloStatus> all = new ArrayList<>();
    for (SloStatus.Data data : SloStatus.Data.values()) {
      all.add(status(data, null));
    }
    for (SloStatus.Expectation state : SloStatus.Expectation.values()) {
      Instant end = NOON.plusSeconds(3_600);
      all.add(
          status(
              SloStatus.Data.OK,
              new SloStatus.Outlook(state, Duration.ofDays(7), 0.5, NOON, end, end)));
    }
    SloStatusJson json = new SloStatusJson();
    assertGolden("slo-status.jsonl", all, json::write, json::read);
  }

  @Test
  void readingsAreTheSameJson() {
    SeriesReading reading =
        new SeriesReading(
            "acme",
            "eu",
            "orders",
            Map.of("region", "north"),
            NOON,
            Duration.ofMinutes(1),
            new TreeMap<>(Map.of("value", 8.25, "expected", 20.5)),
            false,
            true,
            true);
    SeriesReadingJson json = new SeriesReadingJson();
    assertGolden("series-readings.jsonl", List.of(reading), json::write, json::read);
  }

  private static <T> void assertGolden(
      String name, List<T> all, Function<T, byte[]> write, Function<byte[], T> read) {
    Golden.assertSame(
        name, all.stream().map(write).map(b -> new String(b, StandardCharsets.UTF_8)).toList());
    assertThat(Golden.lines(name).stream().map(s -> read.apply(s.getBytes(StandardCharsets.UTF_8))))
        .containsExactlyElementsOf(all);
  }

  private static Alert alert(AlertState state, Alert.Mode mode) {
    return new Alert(
        Map.of("alertname", "CheckoutBurn", "service", "größe"),
        Map.of("summary", "12 % in \"one\" hour"),
        state,
        7,
        "burn_rate",
        mode,
        NOON,
        state == AlertState.RESOLVED ? NOON.plusSeconds(60) : null,
        NOON.plusSeconds(60),
        NOON.plusSeconds(59));
  }

  private static SloStatus status(SloStatus.Data data, SloStatus.Outlook outlook) {
    return new SloStatus(
        "acme",
        "eu",
        "availability",
        "checkout",
        Map.of("tenant", "acme"),
        "99.9",
        Duration.ofDays(30),
        "events",
        data,
        "a notice",
        NOON,
        NOON.minusSeconds(1),
        Duration.ZERO,
        Duration.ofHours(3),
        0.75,
        List.of(new SloStatus.Window(Duration.ofMinutes(5), 1, 100, 10)),
        "inactive",
        "firing",
        "alert",
        outlook);
  }
}
