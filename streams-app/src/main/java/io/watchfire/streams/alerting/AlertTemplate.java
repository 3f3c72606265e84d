/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.alerting;

import io.watchfire.schemas.alert.Alert;
import io.watchfire.schemas.alert.AlertState;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What does not change in the life of an alert. The state and what was found make an alert of it.
 *
 * @param labels the identity of the alert
 * @param annotations what the rule's author wrote; it replaces what was found under the same name
 * @param mode whether the alert is sent
 */
public record AlertTemplate(
    Map<String, String> labels, Map<String, String> annotations, Alert.Mode mode) {
  /** Copies the maps. */
  public AlertTemplate {
    labels = Map.copyOf(labels);
    annotations = Map.copyOf(annotations);
  }

  /** Whether an alert in that state is over: it has an end. */
  public static boolean isOver(Lifecycle life) {
    return life.state() == AlertState.RESOLVED || life.state() == AlertState.INACTIVE;
  }

  /**
   * The alert as it stands.
   *
   * @param found annotations that say what was found
   * @param updatedAt the group's clock, event time
   * @param causedAt when the record that led here was received, wall-clock time; null if time
   *     passing did
   */
  public Alert alert(
      Map<String, String> found, Lifecycle life, Instant updatedAt, @Nullable Instant causedAt) {
    Map<String, String> texts = new TreeMap<>(found);
    texts.putAll(annotations);
    return new Alert(
        labels,
        texts,
        life.state(),
        life.transition(),
        life.reason().text(),
        mode,
        Instant.ofEpochMilli(life.startsAtMillis()),
        isOver(life) ? Instant.ofEpochMilli(life.sinceMillis()) : null,
        updatedAt,
        causedAt);
  }
}
