/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.preflight;

import io.watchfire.runtime.config.Durations;
import io.watchfire.runtime.config.Section;
import io.watchfire.runtime.promql.Matcher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the routes of an Alertmanager mean for our alerts. */
final class RouteCheck {
  private static final Duration DEFAULT_GROUP_INTERVAL = Duration.ofMinutes(5);

  private final OurLabels ours;
  private final Duration peerTimeout;
  private final String peerTimeoutFrom;
  private final int members;
  private final List<String> warnings = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  /**
   * Nothing looked at yet.
   *
   * @param peerTimeout what {@code --cluster.peer-timeout} says
   * @param peerTimeoutFrom where that is known from, for people
   * @param members of the cluster, by its own account
   */
  RouteCheck(OurLabels ours, Duration peerTimeout, String peerTimeoutFrom, int members) {
    this.ours = ours;
    this.peerTimeout = peerTimeout;
    this.peerTimeoutFrom = peerTimeoutFrom;
    this.members = members;
  }

  /** Looks at a route and those below it. */
  void look(Section root) {
    look(root, DEFAULT_GROUP_INTERVAL, "route");
  }

  /** What may hurt. */
  List<String> warnings() {
    return List.copyOf(warnings);
  }

  /** What is good to know. */
  List<String> notes() {
    return List.copyOf(notes);
  }

  private void look(Section route, Duration inherited, String path) {
    Duration groupInterval = route.duration("group_interval", inherited);
    String unmatched = unmatched(route);
    if (unmatched != null) {
      notes.add(path + ": no alert of ours can match, since none has " + unmatched);
      return;
    }
    Duration latest = peerTimeout.multipliedBy(Math.max(0, members - 1));
    if (members > 1 && groupInterval.compareTo(latest) <= 0) {
      warnings.add(slowPeers(path, groupInterval, latest));
    }
    int i = 0;
    for (Section child : route.sections("routes")) {
      look(child, groupInterval, path + ".routes[" + i++ + "]");
    }
  }

  private String slowPeers(String path, Duration groupInterval, Duration latest) {
    return path
        + ": group_interval "
        + Durations.text(groupInterval)
        + " (expected: more than "
        + Durations.text(latest)
        + ", the peer timeout of "
        + Durations.text(peerTimeout)
        + " for each other member, "
        + peerTimeoutFrom
        + "; else members notify twice)";
  }

  private @Nullable String unmatched(Section route) {
    List<String> texts = new ArrayList<>(route.strings("matchers"));
    route.stringMap("match").forEach((name, value) -> texts.add(name + "=\"" + value + "\""));
    for (String text : texts) {
      Matcher matcher = equality(text);
      if (matcher != null && !ours.canBe(matcher.label(), matcher.value())) {
        return matcher.label() + "=\"" + matcher.value() + "\"";
      }
    }
    return null;
  }

  /**
   * Null unless it is one matcher that asks for a value. Of several in one text nothing is
   * concluded, nor of what an older Alertmanager may read otherwise: escapes and braces.
   */
  private static @Nullable Matcher equality(String text) {
    if (text.chars().anyMatch(c -> "\\{}".indexOf(c) >= 0)) {
      return null;
    }
    try {
      Matcher matcher = Matcher.parse(text);
      boolean asks = matcher.operator() == Matcher.Operator.EQUAL && !matcher.value().isEmpty();
      return asks ? matcher : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
