/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone.demo;

import io.watchfire.runtime.process.StopSignal;
import io.watchfire.schemas.alert.Alert;
import io.watchfire.schemas.alert.AlertState;
import io.watchfire.schemas.slo.SloStatus;
import io.watchfire.streams.api.StreamsApi;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What happens in the demonstration: all is well, one service breaks for one tenant, its budget
 * burns, the page arrives, somebody is found who answers it, the fault is mended, the page goes;
 * and {@link SeriesStory}, once.
 */
final class Story {
  private static final Duration HEALTHY = Duration.ofSeconds(12);
  private static final Duration BURNING = Duration.ofSeconds(5);
  private static final Duration BETWEEN = Duration.ofSeconds(60);
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final Duration POLL = Duration.ofMillis(20);
  private static final Duration TOLD = Duration.ofSeconds(2);
  private static final List<Fault> FAULTS =
      List.of(
          new Fault("image-worker", "globex", 0.6),
          new Fault("text-worker", "acme", 0.5),
          new Fault("storage", "initech", 0.4));

  private final Screen screen;
  private final StopSignal stop;
  private final Clock clock;
  private final StreamsApi api;
  private final Traffic traffic;
  private final @Nullable DemoAlertmanager alertmanager;
  private final @Nullable CallStory calls;
  private final SeriesStory series;

  /**
   * What tells it, until when, and by which clock.
   *
   * @param stop asked for by the user
   */
  record Telling(Screen screen, StopSignal stop, Clock clock) {}

  /**
   * @param alertmanager null if none could be had
   * @param calls null where nobody is called, for want of an Alertmanager
   */
  Story(
      Telling telling,
      StreamsApi api,
      Traffic traffic,
      @Nullable DemoAlertmanager alertmanager,
      @Nullable CallStory calls) {
    this.screen = telling.screen();
    this.stop = telling.stop();
    this.clock = telling.clock();
    this.api = api;
    this.traffic = traffic;
    this.alertmanager = alertmanager;
    this.calls = calls;
    this.series = new SeriesStory(screen, stop, clock, api, traffic, alertmanager);
  }

  /** Tells it once, or again and again until stopped; whether it came to its good end. */
  boolean tell(boolean once) throws InterruptedException {
    boolean good = false;
    for (int i = 0; !stop.requested(); i++) {
      Fault fault = FAULTS.get(i % FAULTS.size());
      good = i == 0 ? first(fault) : healthy(BETWEEN) && new Act(fault).play();
      if (once) {
        return good && alertmanager != null;
      }
      if (good) {
        screen.quiet("Next fault in " + BETWEEN.toSeconds() + " s; Ctrl-C ends the demonstration.");
      }
    }
    return good;
  }

  private boolean first(Fault fault) throws InterruptedException {
    return healthy(HEALTHY)
        && series.foresee()
        && new Act(fault).play()
        && series.missUploads()
        && series.comeTrue();
  }

  private boolean healthy(Duration duration) throws InterruptedException {
    Instant until = clock.instant().plus(duration);
    screen.say("All is well: about 560 requests per second, 1 in 2000 fails.");
    while (clock.instant().isBefore(until)) {
      if (stop.pause(Duration.ofSeconds(4))) {
        return false;
      }
      screen.quiet(StoryText.summary(api.statuses().values()));
      if (traffic.problem() != null) {
        screen.bad(String.valueOf(traffic.problem()));
        return false;
      }
    }
    return true;
  }

  /** One fault from beginning to end. */
  private final class Act {
    private final Fault fault;
    private final Map<String, String> labels;
    private Instant told = Instant.EPOCH;

    Act(Fault fault) {
      this.fault = fault;
      this.labels =
          Map.of(
              "slo",
              "availability",
              "severity",
              "page",
              "service",
              fault.service(),
              "tenant",
              fault.tenant());
    }

    boolean play() throws InterruptedException {
      long resolutions = alertmanager == null ? 0 : alertmanager.resolutions();
      screen.warning(
          "%s breaks for tenant %s: %.0f %% of its requests fail."
              .formatted(fault.service(), fault.tenant(), fault.share() * 100));
      Instant broken = clock.instant();
      if (calls != null) {
        calls.begin();
      }
      traffic.breakDown(fault);
      if (!until(this::paged, "the page was not in " + where())) {
        return false;
      }
      Instant seen = clock.instant();
      screen.bad(
          "PAGE: "
              + summary()
              + " "
              + Duration.between(broken, seen).toMillis() / 1000.0
              + " s after the fault; it is in "
              + where()
              + ".");
      speed(seen);
      if (calls == null) {
        until(clock.instant().plus(BURNING));
      } else if (!calls.answer()) {
        return false;
      }
      screen.good(fault.service() + " is mended.");
      traffic.repair();
      if (!until(() -> over(resolutions), "the resolution was not in " + where())) {
        return false;
      }
      Instant end = clock.instant();
      screen.good(
          "RESOLVED: "
              + where()
              + " no longer lists the alert, "
              + Duration.between(seen, end).toSeconds()
              + " s after the page.");
      told = Instant.EPOCH;
      tellNow();
      return calls == null || calls.end();
    }

    private String where() {
      return alertmanager == null ? "Watchfire's API" : "Alertmanager's API";
    }

    private boolean paged() throws InterruptedException {
      return alertmanager == null ? state() == AlertState.FIRING : alertmanager.shows(labels);
    }

    private boolean over(long before) throws InterruptedException {
      if (state() != AlertState.RESOLVED) {
        return false;
      }
      return alertmanager == null
          || (alertmanager.resolutions() > before && alertmanager.gone(labels));
    }

    private @Nullable Alert alert() {
      for (Alert alert : api.alerts().values()) {
        if (alert.labels().entrySet().containsAll(labels.entrySet())) {
          return alert;
        }
      }
      return null;
    }

    private @Nullable AlertState state() {
      Alert alert = alert();
      return alert == null ? null : alert.state();
    }

    private String summary() {
      Alert alert = alert();
      return alert == null ? "" : alert.annotations().getOrDefault("summary", "") + ",";
    }

    private void speed(Instant seen) {
      Alert alert = alert();
      Instant caused = alert == null ? null : alert.causedAt();
      Instant acknowledged = caused == null ? null : traffic.acknowledged(caused);
      if (acknowledged != null && alertmanager != null) {
        screen.bad(
            "      "
                + Duration.between(acknowledged, seen).toMillis()
                + " ms from Kafka's acknowledgement of the record that crossed the threshold"
                + " to Alertmanager's API.");
      }
    }

    /** Waits for that while it tells how the budget falls. */
    private boolean until(Condition condition, String otherwise) throws InterruptedException {
      Instant deadline = clock.instant().plus(PATIENCE);
      while (!condition.holds()) {
        if (stop.pause(POLL)) {
          return false;
        }
        if (clock.instant().isAfter(deadline)) {
          screen.bad("FAILED: " + otherwise + " within " + PATIENCE.toSeconds() + " s.");
          return false;
        }
        tellNow();
      }
      return true;
    }

    private void until(Instant time) throws InterruptedException {
      while (clock.instant().isBefore(time) && !stop.pause(POLL)) {
        tellNow();
      }
    }

    private void tellNow() {
      if (Duration.between(told, clock.instant()).compareTo(TOLD) < 0) {
        return;
      }
      told = clock.instant();
      for (SloStatus status : api.statuses().values()) {
        if (status.slo().equals("availability")
            && status.service().equals(fault.service())
            && fault.tenant().equals(status.group().get("tenant"))) {
          screen.say(StoryText.of(status));
        }
      }
    }
  }

  /** Something to wait for. */
  private interface Condition {
    boolean holds() throws InterruptedException;
  }
}
