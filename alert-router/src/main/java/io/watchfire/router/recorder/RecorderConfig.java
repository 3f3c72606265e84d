/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.recorder;

import io.watchfire.runtime.kafka.KafkaSettings;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Where Alertmanagers record their events.
 *
 * @param topic of the same Kafka as everything else; Alertmanager does not create it, and neither
 *     do we
 */
public record RecorderConfig(String topic) {
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9._-]{1,249}");

  /**
   * Checks.
   *
   * @throws IllegalArgumentException if it cannot be a topic's name
   */
  public RecorderConfig {
    if (!NAME.matcher(topic).matches()) {
      throw new IllegalArgumentException(
          "topic: '" + topic + "' (expected: 1 to 249 letters, digits, '.', '_' and '-')");
    }
  }

  /**
   * The same, if it is no topic that we write to: we would read what we wrote, for ever.
   *
   * @throws IllegalArgumentException if it is one
   */
  RecorderConfig apartFrom(KafkaSettings kafka) {
    for (String own : List.of("audit", "dlq")) {
      if (topic.equals(kafka.topic(own))) {
        throw new IllegalArgumentException(
            "topic: " + topic + " (expected: a topic that Watchfire does not write to)");
      }
    }
    return this;
  }
}
