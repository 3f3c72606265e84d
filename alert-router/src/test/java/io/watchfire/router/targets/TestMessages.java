/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.targets;

import io.watchfire.router.targets.message.Message;
import io.watchfire.router.targets.message.Message.Kind;
import io.watchfire.router.targets.message.Message.Line;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Messages for tests. */
public final class TestMessages {
  static final Instant OPENED = Instant.parse("2026-11-22T11:00:00Z");
  public static final Instant SENT = Instant.parse("2026-11-22T11:00:05Z");
  static final URI ACK = URI.create("https://router.example/a/signed-token-of-the-page");
  static final URI VIEW = URI.create("https://router.example/i/inc-1");

  private TestMessages() {}

  public static Message of(Kind kind) {
    return of(kind, "HighErrorRate checkout");
  }

  public static Message of(Kind kind, String title) {
    return of(kind, title, ACK);
  }

  public static Message acknowledgedAt(URI link) {
    return of(Kind.TRIGGER, "HighErrorRate checkout", link);
  }

  private static Message of(Kind kind, String title, URI acknowledge) {
    return new Message(
        kind,
        "inc-1",
        "inc-1/" + kind.ordinal(),
        title,
        "page",
        OPENED,
        SENT,
        Map.of("alertname", "HighErrorRate", "service", "checkout", "namespace", "shop"),
        Map.of("runbook_url", "https://runbook.example/errors", "summary", "too many errors"),
        List.of(new Line(Map.of("pod", "a"), "burns 14.6 times", OPENED)),
        2,
        "It is your turn.",
        acknowledge,
        VIEW);
  }

  /** As much of everything as there may be, and emoji wherever something may be cut. */
  public static Message huge(Kind kind, int offset) {
    String text = "x".repeat(offset) + "\uD83D\uDE00".repeat(5_000);
    Map<String, String> labels = new TreeMap<>();
    for (int i = 0; i < 30; i++) {
      labels.put("label_" + i, text.substring(0, offset + 1_000));
    }
    labels.put("service", text);
    labels.put("namespace", text);
    labels.put("alertname", text);
    Map<String, String> annotations = new TreeMap<>(labels);
    annotations.put("summary", text);
    annotations.put("description", text);
    annotations.put("runbook_url", "https://runbook.example/" + "r".repeat(1_000));
    annotations.put("dashboard_url", "https://dashboard.example/" + "d".repeat(100_000));
    List<Line> alerts =
        IntStream.range(0, 60).mapToObj(i -> new Line(labels, text, OPENED)).toList();
    return new Message(
        kind,
        "inc-" + "i".repeat(600),
        "key-" + kind.ordinal(),
        text,
        text,
        OPENED,
        SENT,
        labels,
        annotations,
        alerts,
        1_000,
        text,
        ACK,
        VIEW);
  }

  /** Whatever is special to some format, in every text. */
  public static Message hostile(Kind kind) {
    String text =
        "&<!channel> \"'}{{x}}\\](http://evil)\r\nBcc: evil@example.org\r\n\r\n\u0000\uD83D end";
    Map<String, String> pairs =
        Map.of(text, text, "service", text, "runbook_url", "javascript:alert(1)");
    return new Message(
        kind,
        "inc-1",
        "key-1",
        text,
        text,
        OPENED,
        SENT,
        pairs,
        pairs,
        List.of(new Line(pairs, text, OPENED)),
        1,
        text,
        ACK,
        VIEW);
  }
}
