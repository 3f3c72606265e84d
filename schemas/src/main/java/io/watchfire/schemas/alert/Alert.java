/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.schemas.alert;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The current state of one alert. Its identity is its label set; whatever changes with time is an
 * annotation.
 *
 * @param labels the identity; never with empty values
 * @param annotations what people read; may change while the alert fires
 * @param state where the alert is in its life
 * @param transition counts the changes of state, from 1; a consumer that has seen this number has
 *     seen this state
 * @param reason why the last transition happened, for example {@code burn_rate} or {@code no_data}
 * @param mode {@code alert}, or {@code shadow}: evaluated and recorded, but not to be sent
 * @param startsAt when it began to fire (pending: when its condition began to hold), by event time
 * @param endsAt when it resolved, by event time; null until then
 * @param updatedAt the group's clock at the last change of this record
 * @param causedAt when the record that led to the last transition was appended to its input topic
 *     (wall time); null where time passing led to it
 */
public record Alert(
    Map<String, String> labels,
    Map<String, String> annotations,
    AlertState state,
    long transition,
    String reason,
    Mode mode,
    Instant startsAt,
    @Nullable Instant endsAt,
    Instant updatedAt,
    @Nullable Instant causedAt) {

  /** Whether an alert is meant for people. */
  public enum Mode {
    /** Sent to every Alertmanager. */
    ALERT("alert"),
    /** Evaluated, recorded and shown, not sent. */
    SHADOW("shadow");

    private final String text;

    Mode(String text) {
      this.text = text;
    }

    /** The name in JSON and configuration. */
    public String text() {
      return text;
    }

    /**
     * The mode of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Mode of(String text) {
      for (Mode mode : values()) {
        if (mode.text.equalsIgnoreCase(text)) {
          return mode;
        }
      }
      throw new IllegalArgumentException("mode: " + text + " (expected: alert or shadow)");
    }
  }

  /** Copies the maps, sorted by name, and leaves out labels without a value. */
  public Alert {
    Objects.requireNonNull(state, "state");
    TreeMap<String, String> sorted = new TreeMap<>(labels);
    sorted.values().removeIf(String::isEmpty);
    labels = Collections.unmodifiableMap(sorted);
    annotations = Collections.unmodifiableMap(new TreeMap<>(annotations));
    if (transition < 1) {
      throw new IllegalArgumentException("transition: " + transition + " (expected: >= 1)");
    }
  }

  /** The same alert, ended at that event time; to be used where no rule can end it any more. */
  public Alert resolved(String why, Instant when) {
    return new Alert(
        labels,
        annotations,
        AlertState.RESOLVED,
        transition + 1,
        why,
        mode,
        startsAt,
        when,
        when,
        null);
  }

  /** The key on {@code watchfire.alerts} and the id in Alertmanager's API. */
  public String fingerprint() {
    return Fingerprint.of(labels);
  }
}
