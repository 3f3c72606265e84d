/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.recorder;

import io.watchfire.runtime.config.Section;
import io.watchfire.runtime.kafka.KafkaSettings;
import org.jspecify.annotations.Nullable;

/** Reads the section {@code eventRecorder} of the router's configuration. */
public final class RecorderConfigReader {
  private static final String KEY = "eventRecorder";

  private RecorderConfigReader() {}

  /**
   * Reads it; what is wrong goes to the section's problems.
   *
   * @param router the section that it is in
   * @return null if no events are to be read
   */
  public static @Nullable RecorderConfig read(Section router, KafkaSettings kafka) {
    boolean wanted = router.has(KEY);
    Section recorder = router.section(KEY);
    String topic = recorder.string("topic");
    if (topic == null) {
      if (wanted) {
        recorder.problem(
            "topic",
            "router.eventRecorder.topic: missing (expected: the topic of event_recorder in"
                + " alertmanager.yml)");
      }
      return null;
    }
    try {
      return new RecorderConfig(topic).apartFrom(kafka);
    } catch (IllegalArgumentException e) {
      recorder.problem("topic", "router.eventRecorder." + e.getMessage());
      return null;
    }
  }
}
