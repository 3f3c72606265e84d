/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.targets.message;

import io.watchfire.router.targets.message.Message.Line;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The sentences that all targets share, in plain text. */
public final class Wording {
  private Wording() {}

  /** What happened, in a word. */
  public static String state(Message.Kind kind) {
    return switch (kind) {
      case TRIGGER -> "FIRING";
      case ACKNOWLEDGE -> "ACKNOWLEDGED";
      case RESOLVE -> "RESOLVED";
      case DIGEST -> "DIGEST";
    };
  }

  /** What happened, and to what. */
  public static String headline(Message message) {
    return state(message.kind()) + " " + message.title();
  }

  /** Everything but the headline and the links, the most important first. */
  public static String text(Message message) {
    StringBuilder text = new StringBuilder();
    paragraph(text, message.note());
    paragraph(text, message.annotations().getOrDefault("summary", ""));
    paragraph(text, message.annotations().getOrDefault("description", ""));
    if (!message.severity().isEmpty()) {
      text.append("Severity: ").append(message.severity()).append('\n');
    }
    text.append("Since: ").append(time(message.openedAt())).append('\n');
    if (!message.labels().isEmpty()) {
      text.append("Labels: ").append(pairs(message.labels())).append('\n');
    }
    alerts(text, message);
    return text.toString().strip();
  }

  /** One line for each alert, and how many are not listed; empty if none fires. */
  public static String alerts(Message message) {
    StringBuilder text = new StringBuilder();
    alerts(text, message);
    return text.toString().strip();
  }

  /** One line for each link. */
  public static String links(Message message) {
    Links links = Links.of(message);
    StringBuilder text = new StringBuilder();
    link(text, "Acknowledge", links.acknowledge());
    link(text, "View", links.view());
    link(text, "Runbook", links.runbook());
    link(text, "Dashboard", links.dashboard());
    return text.toString().strip();
  }

  /** To the second, in UTC. */
  public static String time(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static void alerts(StringBuilder text, Message message) {
    for (Line alert : message.alerts()) {
      text.append("- ").append(pairs(alert.labels()));
      if (!alert.summary().isEmpty()) {
        text.append(": ").append(alert.summary());
      }
      text.append(" (since ").append(time(alert.startsAt())).append(")\n");
    }
    int more = message.firing() - message.alerts().size();
    if (more > 0) {
      text.append("- and ").append(more).append(" more\n");
    }
  }

  private static String pairs(Map<String, String> labels) {
    return labels.entrySet().stream()
        .map(label -> label.getKey() + "=" + label.getValue())
        .collect(Collectors.joining(", "));
  }

  private static void paragraph(StringBuilder text, String paragraph) {
    if (!paragraph.isBlank()) {
      text.append(paragraph.strip()).append("\n\n");
    }
  }

  private static void link(StringBuilder text, String name, @Nullable URI link) {
    if (link != null) {
      text.append(name).append(": ").append(link).append('\n');
    }
  }
}
