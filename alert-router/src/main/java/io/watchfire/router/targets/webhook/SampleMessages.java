/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.targets.webhook;

import io.watchfire.router.targets.message.Message;
import io.watchfire.router.targets.message.Message.Kind;
import io.watchfire.router.targets.message.Message.Line;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Messages that a template has to survive before it is used. */
final class SampleMessages {
  private static final String HOSTILE = "a \"quoted\" <b> & \\ {{x}}\nline";
  private static final Map<String, String> PAIRS =
      Map.of("alertname", HOSTILE, "service", HOSTILE, "summary", HOSTILE);
  private static final Instant THEN = Instant.EPOCH;

  private SampleMessages() {}

  /** One with everything, and one with as little as there can be. */
  static List<Message> all() {
    Line line = new Line(PAIRS, HOSTILE, THEN);
    URI link = URI.create("https://watchfire.example/i/1");
    return List.of(
        sample(HOSTILE, PAIRS, List.of(line, line), link), sample("", Map.of(), List.of(), null));
  }

  private static Message sample(
      String text, Map<String, String> pairs, List<Line> lines, @Nullable URI link) {
    return new Message(
        Kind.TRIGGER,
        "incident",
        "key",
        text,
        text,
        THEN,
        THEN,
        pairs,
        pairs,
        lines,
        lines.size(),
        text,
        link,
        link);
  }
}
