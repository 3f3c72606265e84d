/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.targets.message;

import java.net.URI;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a person is told about an incident, before a {@link Target} puts it into its own form.
 *
 * @param kind what happened to the incident
 * @param incident its id: the same for everything that is said about one incident; a digest has one
 *     of its own, with which its end comes too
 * @param key the idempotency key: the same at every attempt to deliver this message, and different
 *     for every other message
 * @param title one line, for example {@code HighErrorRate checkout}
 * @param severity as the alerts' label {@code severity} has it; empty where there is none
 * @param openedAt when the incident began
 * @param sentAt when this message was decided on
 * @param labels what all its alerts have in common
 * @param annotations what all its alerts have in common, for example {@code runbook_url}
 * @param alerts the alerts that fire, at most {@value #MAX_ALERTS}
 * @param firing how many alerts fire, which may be more than are listed
 * @param note why it is sent, a sentence: whose turn it is, who acknowledged, what resolved
 * @param acknowledge a link to act on the incident: posting nothing to it acknowledges; null where
 *     none is configured
 * @param view a link that shows the incident; null where none is configured
 */
public record Message(
    Kind kind,
    String incident,
    String key,
    String title,
    String severity,
    Instant openedAt,
    Instant sentAt,
    Map<String, String> labels,
    Map<String, String> annotations,
    List<Line> alerts,
    int firing,
    String note,
    @Nullable URI acknowledge,
    @Nullable URI view) {

  /** A message carries no more alerts than that. */
  public static final int MAX_ALERTS = 50;

  /** What happened. */
  public enum Kind {
    /** Somebody has to act. */
    TRIGGER("trigger"),
    /** Somebody has taken it on. */
    ACKNOWLEDGE("acknowledge"),
    /** It is over. */
    RESOLVE("resolve"),
    /** Several incidents in one message, since there were too many for one each. */
    DIGEST("digest");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    /** The name in JSON. */
    public String text() {
      return text;
    }

    /**
     * The kind of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Kind of(String text) {
      for (Kind kind : values()) {
        if (kind.text.equalsIgnoreCase(text)) {
          return kind;
        }
      }
      throw new IllegalArgumentException(
          "kind: " + text + " (expected: trigger, acknowledge, resolve or digest)");
    }
  }

  /**
   * One alert.
   *
   * @param labels beside those all have in common
   * @param summary its annotation {@code summary}, or empty
   * @param startsAt since when it fires
   */
  public record Line(Map<String, String> labels, String summary, Instant startsAt) {
    /** Copies, sorted by name. */
    public Line {
      labels = Collections.unmodifiableMap(new TreeMap<>(labels));
    }
  }

  /** Copies, sorted by name. */
  public Message {
    labels = Collections.unmodifiableMap(new TreeMap<>(labels));
    annotations = Collections.unmodifiableMap(new TreeMap<>(annotations));
    alerts = List.copyOf(alerts.subList(0, Math.min(MAX_ALERTS, alerts.size())));
  }
}
