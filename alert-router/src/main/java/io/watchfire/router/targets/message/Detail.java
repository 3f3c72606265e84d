/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.targets.message;

import io.watchfire.router.targets.message.Message.Line;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How much of a message is told. Whatever is told is fit to be encoded and displayed.
 *
 * @param alerts at most so many
 * @param labels at most so many labels, and annotations, each
 * @param chars at most so many characters in each text, UTF-16 units
 */
public record Detail(int alerts, int labels, int chars) {
  /** Everything that a person could want to read. */
  public static final Detail FULL = new Detail(Message.MAX_ALERTS, 100, 8_000);

  private static final int MAX_URL = 2_000;

  /** The same message, cleaned and shortened; ids, links and the number of alerts stay. */
  public Message of(Message m) {
    return new Message(
        m.kind(),
        Clean.line(m.incident()),
        Clean.line(m.key()),
        line(m.title()),
        line(m.severity()),
        m.openedAt(),
        m.sentAt(),
        labels(m.labels()),
        annotations(m.annotations()),
        lines(m.alerts()),
        m.firing(),
        lines(m.note()),
        m.acknowledge(),
        m.view());
  }

  private List<Line> lines(List<Line> all) {
    return all.stream()
        .limit(alerts)
        .map(alert -> new Line(labels(alert.labels()), lines(alert.summary()), alert.startsAt()))
        .toList();
  }

  private Map<String, String> labels(Map<String, String> all) {
    Map<String, String> told = new TreeMap<>();
    all.entrySet().stream()
        .limit(labels)
        .forEach(label -> told.put(line(label.getKey()), line(label.getValue())));
    return told;
  }

  /** Half a URL leads nowhere, or elsewhere: it is told whole or not at all. */
  private Map<String, String> annotations(Map<String, String> all) {
    Map<String, String> told = new TreeMap<>();
    all.entrySet().stream()
        .filter(entry -> !Links.isLink(entry.getKey()) || entry.getValue().length() <= MAX_URL)
        .limit(labels)
        .forEach(entry -> told.put(line(entry.getKey()), annotation(entry)));
    return told;
  }

  private String annotation(Map.Entry<String, String> entry) {
    return Links.isLink(entry.getKey()) ? Clean.line(entry.getValue()) : lines(entry.getValue());
  }

  private String line(String text) {
    return Cut.chars(Clean.line(text), chars);
  }

  private String lines(String text) {
    return Cut.chars(Clean.lines(text), chars);
  }
}
