/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone.demo;

import io.watchfire.runtime.process.StopSignal;
import io.watchfire.schemas.alert.Alert;
import io.watchfire.schemas.alert.AlertState;
import io.watchfire.schemas.series.SeriesReading;
import io.watchfire.streams.api.StreamsApi;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What happens without a failing request, so that no objective notices: a disk fills, which is
 * foreseen and comes true, and uploads stay away.
 */
final class SeriesStory {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Map<String, String> DISK =
      Map.of("rule", "disk", "service_name", Uploads.NAME);
  private static final Map<String, String> UPLOADS =
      Map.of("rule", "uploads", "tenant", Uploads.TENANT);

  private final Screen screen;
  private final StopSignal stop;
  private final Clock clock;
  private final StreamsApi api;
  private final Traffic traffic;
  private final @Nullable DemoAlertmanager alertmanager;
  private String foreseen = "";

  /**
   * @param alertmanager null if none could be had
   */
  SeriesStory(
      Screen screen,
      StopSignal stop,
      Clock clock,
      StreamsApi api,
      Traffic traffic,
      @Nullable DemoAlertmanager alertmanager) {
    this.screen = screen;
    this.stop = stop;
    this.clock = clock;
    this.api = api;
    this.traffic = traffic;
    this.alertmanager = alertmanager;
  }

  /** The disk's alert arrives while there is still room. */
  boolean foresee() throws InterruptedException {
    SeriesReading found = await(DISK, "the forecast of the disk");
    if (found == null) {
      return false;
    }
    foreseen = StoryText.expected(found);
    screen.warning("FORECAST: " + StoryText.forecast(found, Uploads.LIMIT));
    return true;
  }

  /** Uploads stay away, and the alert says what was expected. */
  boolean missUploads() throws InterruptedException {
    screen.warning(
        "Three in four uploads of tenant %s stay away; nothing fails.".formatted(Uploads.TENANT));
    traffic.withholdUploads(true);
    SeriesReading found = await(UPLOADS, "the anomaly of the uploads");
    traffic.withholdUploads(false);
    if (found == null) {
      return false;
    }
    screen.bad("ANOMALY: " + StoryText.anomaly(found));
    return unnoticedByObjectives();
  }

  private boolean unnoticedByObjectives() {
    for (Alert alert : api.alerts().values()) {
      if (alert.state() == AlertState.FIRING && alert.labels().containsKey("slo")) {
        screen.bad("FAILED: an objective fires as well: " + alert.labels());
        return false;
      }
    }
    screen.quiet("      " + StoryText.summary(api.statuses().values()) + ": no objective saw it.");
    return true;
  }

  /** The disk reaches the limit. */
  boolean comeTrue() throws InterruptedException {
    Instant deadline = clock.instant().plus(PATIENCE);
    SeriesReading now = reading(DISK);
    while (now == null || now.numbers().getOrDefault("value", 0.0) < Uploads.LIMIT) {
      if (!goOn(deadline, "the disk did not reach its limit")) {
        return false;
      }
      now = reading(DISK);
    }
    screen.bad("CAME TRUE: " + StoryText.crossed(now) + "; foreseen for " + foreseen + ".");
    return true;
  }

  /** The reading that goes with an alert, once that is where alerts should be. */
  private @Nullable SeriesReading await(Map<String, String> labels, String what)
      throws InterruptedException {
    Instant deadline = clock.instant().plus(PATIENCE);
    SeriesReading found = reading(labels);
    while (found == null || !found.firing() || !arrived(labels)) {
      if (!goOn(deadline, what + " did not arrive")) {
        return null;
      }
      found = reading(labels);
    }
    return found;
  }

  private boolean goOn(Instant deadline, String otherwise) throws InterruptedException {
    if (clock.instant().isAfter(deadline)) {
      screen.bad("FAILED: " + otherwise + " within " + PATIENCE.toSeconds() + " s.");
      return false;
    }
    return !stop.pause(POLL);
  }

  private boolean arrived(Map<String, String> labels) throws InterruptedException {
    return alertmanager == null
        ? api.alerts().values().stream()
            .anyMatch(
                alert ->
                    alert.state() == AlertState.FIRING
                        && alert.labels().entrySet().containsAll(labels.entrySet()))
        : alertmanager.shows(labels);
  }

  private @Nullable SeriesReading reading(Map<String, String> labels) {
    for (SeriesReading reading : api.readings().values()) {
      boolean same =
          labels.entrySet().stream()
              .allMatch(
                  label ->
                      label.getKey().equals("rule")
                          ? label.getValue().equals(reading.rule())
                          : label.getValue().equals(reading.group().get(label.getKey())));
      if (same) {
        return reading;
      }
    }
    return null;
  }
}
