/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.schemas.alert.Alert;
import io.watchfire.schemas.slo.SloStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the time of telemetry, of its way to us and of our own clock can be: an outage pages. */
class LateDataTest {
  private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final IntToDoubleFunction OUTAGE = minute -> minute > 30 && minute <= 150 ? 1 : 0;

  @TempDir Path state;

  @Test
  void oneExportOfAFastNodeDoesNotHideAnOutageOfTheOthers() {
    try (Pipeline pipeline = new Pipeline(Pod.rule(), START, state)) {
      Pod pod = Pod.of("a", START);
      Pod fast = new Pod("fast", START, Duration.ofMinutes(10));
      for (int minute = 1; minute <= 240; minute++) {
        pipeline.advance(MINUTE);
        pipeline.send(Pipeline.METRICS, pod.minute(pipeline.now(), OUTAGE.applyAsDouble(minute)));
        if (minute == 20) {
          pipeline.send(
              Pipeline.METRICS,
              fast.minute(pipeline.now(), 0),
              pipeline.now().plus(Duration.ofMinutes(10)));
        }
        assertThat(status(pipeline).clock()).isBeforeOrEqualTo(pipeline.now().plusSeconds(5));
        assertThat(status(pipeline).data()).isEqualTo(SloStatus.Data.OK);
      }
      assertThat(changes(pipeline, "page")).containsExactly("firing", "resolved");
    }
  }

  @Test
  void aNodeThreeYearsAheadCountsWhenItIsReceived() {
    try (Pipeline pipeline = new Pipeline(Pod.rule(), START, state)) {
      Pod pod = Pod.of("a", START);
      Pod ahead = new Pod("ahead", START, Duration.ofDays(3 * 365));
      for (int minute = 1; minute <= 60; minute++) {
        pipeline.advance(MINUTE);
        Instant said = pipeline.now().plus(Duration.ofDays(3 * 365));
        pipeline.send(Pipeline.METRICS, ahead.minute(pipeline.now(), minute > 30 ? 1 : 0), said);
        pipeline.send(Pipeline.METRICS, pod.minute(pipeline.now(), 0));
      }
      assertThat(status(pipeline).windows().getLast().bad()).isEqualTo(30 * Pod.REQUESTS);
      assertThat(status(pipeline).clock())
          .isBetween(pipeline.now().minusSeconds(5), pipeline.now().plusSeconds(5));
      assertThat(changes(pipeline, "page")).containsExactly("firing");
      assertThat(pipeline.count("watchfire_points_ahead")).isEqualTo(120);
    }
  }

  @ParameterizedTest(name = "{0} minutes behind")
  @ValueSource(ints = {4, 15, 120})
  void anOutageBehindAPipelineThatFellBehindPagesAndResolves(int behind) {
    try (Pipeline pipeline = new Pipeline(Pod.rule(), START, state)) {
      Pod pod = Pod.of("a", START);
      Deque<byte[]> onTheWay = new ArrayDeque<>();
      for (int minute = 1; minute <= 300 + behind; minute++) {
        pipeline.advance(MINUTE);
        onTheWay.add(pod.minute(pipeline.now(), OUTAGE.applyAsDouble(minute)));
        // From the twentieth minute on everything takes so long.
        if (minute <= 20 || minute > 20 + behind) {
          pipeline.send(Pipeline.METRICS, onTheWay.remove());
        }
      }
      assertThat(changes(pipeline, "page")).containsExactly("firing", "resolved");
      Alert page = pages(pipeline).getFirst();
      assertThat(page.startsAt())
          .isBetween(START.plus(MINUTE.multipliedBy(31)), START.plus(MINUTE.multipliedBy(34)));
      assertThat(page.reason()).isEqualTo("condition");
      assertThat(pages(pipeline).getLast().reason()).isEqualTo("recovered");
      assertThat(status(pipeline).data()).isEqualTo(SloStatus.Data.OK);
      assertThat(status(pipeline).late()).isEqualTo(MINUTE.multipliedBy(behind));
    }
  }

  @Test
  void aBacklogGivesTheSameTransitionsEachTimeAndThoseOfTheTimeItIsOf() {
    List<byte[]> exports = new ArrayList<>();
    Pod pod = Pod.of("a", START);
    for (int minute = 1; minute <= 240; minute++) {
      exports.add(
          pod.minute(START.plus(MINUTE.multipliedBy(minute)), OUTAGE.applyAsDouble(minute)));
    }
    List<List<String>> told = new ArrayList<>();
    for (int hoursLater : List.of(5, 48)) {
      Instant received = START.plus(Duration.ofHours(hoursLater));
      try (Pipeline pipeline =
          new Pipeline(Pod.rule(), received, state.resolve("later-" + hoursLater))) {
        pipeline.caughtUp = false;
        for (byte[] export : exports) {
          pipeline.advance(Duration.ofMillis(70));
          pipeline.send(Pipeline.METRICS, export);
        }
        told.add(pipeline.alerts.stream().map(LateDataTest::inFull).toList());
      }
    }
    assertThat(told.getFirst()).isEqualTo(told.getLast());
    assertThat(told.getFirst().getFirst()).startsWith("page firing 2026-11-23T10:31:00Z");
    assertThat(told.getFirst()).anyMatch(change -> change.startsWith("page resolved"));
  }

  @ParameterizedTest(name = "by {0} days")
  @ValueSource(ints = {1, 1_000})
  void ourOwnClockMayStepForwardBeforeAnOutageBegins(int days) {
    try (Pipeline pipeline = new Pipeline(Pod.rule(), START, state)) {
      Pod pod = Pod.of("a", START);
      Duration step = Duration.ofDays(days);
      for (int minute = 1; minute <= 240; minute++) {
        if (minute == 20) {
          pipeline.sleep(step);
        }
        pipeline.advance(MINUTE);
        Instant truth = START.plus(MINUTE.multipliedBy(minute));
        pipeline.send(Pipeline.METRICS, pod.minute(truth, OUTAGE.applyAsDouble(minute)));
        assertThat(status(pipeline).data()).isEqualTo(SloStatus.Data.OK);
      }
      assertThat(changes(pipeline, "page")).containsExactly("firing", "resolved");
      assertThat(pages(pipeline).getLast().reason()).isEqualTo("recovered");
    }
  }

  @ParameterizedTest(name = "by {0} days")
  @ValueSource(ints = {1, 1_000})
  void ourOwnClockMayBeSetBackBeforeAnOutageBegins(int days) {
    Pod pod = Pod.of("a", START);
    Map<String, Map<Bytes, byte[]>> kept;
    try (Pipeline before = new Pipeline(Pod.rule(), START, state.resolve("before"))) {
      for (int minute = 1; minute <= 20; minute++) {
        before.advance(MINUTE);
        before.send(Pipeline.METRICS, pod.minute(before.now(), 0));
      }
      kept = before.kept();
    }
    Instant wrong = START.plus(MINUTE.multipliedBy(20)).minus(Duration.ofDays(days));
    try (Pipeline pipeline = new Pipeline(Pod.rule(), wrong, state.resolve("after"))) {
      pipeline.restartFrom(kept);
      for (int minute = 21; minute <= 240; minute++) {
        pipeline.advance(MINUTE);
        Instant truth = START.plus(MINUTE.multipliedBy(minute));
        pipeline.send(Pipeline.METRICS, pod.minute(truth, OUTAGE.applyAsDouble(minute)));
        assertThat(status(pipeline).data()).isEqualTo(SloStatus.Data.OK);
        assertThat(status(pipeline).clock()).isBeforeOrEqualTo(pipeline.now().plusSeconds(5));
      }
      assertThat(changes(pipeline, "page")).containsExactly("firing", "resolved");
      assertThat(pages(pipeline).getLast().reason()).isEqualTo("recovered");
    }
  }

  @Test
  void silenceHoldsAPageForItsLongWindowAndThenResolvesItAsNoData() {
    try (Pipeline pipeline = new Pipeline(Pod.rule(), START, state)) {
      Pod pod = Pod.of("a", START);
      for (int minute = 1; minute <= 40; minute++) {
        pipeline.advance(MINUTE);
        pipeline.send(Pipeline.METRICS, pod.minute(pipeline.now(), minute > 30 ? 1 : 0));
      }
      Instant last = pipeline.now();
      assertThat(changes(pipeline, "page")).containsExactly("firing");
      pipeline.advance(Duration.ofMinutes(58));
      assertThat(changes(pipeline, "page")).as("its long window is an hour").hasSize(1);
      assertThat(status(pipeline).data()).isEqualTo(SloStatus.Data.NO_DATA);
      pipeline.advance(Duration.ofHours(6));
      Alert end = pages(pipeline).getLast();
      assertThat(end.state().text()).isEqualTo("resolved");
      assertThat(end.reason()).isEqualTo("no_data");
      assertThat(end.endsAt()).isAfter(last.plus(Duration.ofHours(1)));
      assertThat(status(pipeline).clock()).isEqualTo(last.plusSeconds(150));
    }
  }

  private static SloStatus status(Pipeline pipeline) {
    pipeline.advance(Duration.ofSeconds(2));
    return pipeline.status.get("default//availability/service_name=shop");
  }

  private static List<Alert> pages(Pipeline pipeline) {
    return pipeline.alerts.stream()
        .filter(alert -> "page".equals(alert.labels().get("severity")))
        .toList();
  }

  private static List<String> changes(Pipeline pipeline, String severity) {
    return pipeline.alerts.stream()
        .filter(alert -> severity.equals(alert.labels().get("severity")))
        .map(alert -> alert.state().text())
        .toList();
  }

  private static String inFull(Alert alert) {
    return alert.labels().get("severity")
        + " "
        + alert.state().text()
        + " "
        + alert.startsAt()
        + " to "
        + alert.endsAt()
        + " at "
        + alert.updatedAt()
        + " "
        + alert.annotations();
  }
}
