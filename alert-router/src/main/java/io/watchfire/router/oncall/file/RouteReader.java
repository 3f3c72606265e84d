/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.oncall.file;

import io.watchfire.router.oncall.Range;
import io.watchfire.router.oncall.Route;
import io.watchfire.router.oncall.Watchdog;
import io.watchfire.runtime.config.Section;
import io.watchfire.runtime.promql.Matcher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code routes} and {@code watchdog}: which alerts are for which policy. */
final class RouteReader {
  private final Names policies;

  RouteReader(Names policies) {
    this.policies = policies;
  }

  List<Route> read(List<Section> sections) {
    List<Route> routes = new ArrayList<>();
    int open = 0;
    for (Section section : sections) {
      if (open > 0) {
        section.problem(
            "match",
            "route that is never reached (expected: before line "
                + open
                + ", whose route matches every alert)");
      }
      routes.add(new Route(matchers(section, section.strings("match")), policy(section)));
      open = open == 0 && !section.has("match") ? section.line() : open;
    }
    return routes;
  }

  /** Null if it has no matcher. */
  @Nullable Watchdog watchdog(Section watchdog) {
    List<String> texts = watchdog.strings("match");
    if (texts.isEmpty()) {
      watchdog.problem("match", "match: nothing (expected: at least one matcher)");
    }
    List<Matcher> matchers = matchers(watchdog, texts);
    Duration within = new KeyReader(watchdog).requiredDuration("within", Range.WITHIN);
    String policy = policy(watchdog);
    return matchers.isEmpty() ? null : new Watchdog(matchers, within, policy);
  }

  private static List<Matcher> matchers(Section section, List<String> texts) {
    return new KeyReader(section).each("match", texts, Matcher::parse);
  }

  private String policy(Section section) {
    String policy = section.requiredString("policy");
    if (!policy.isEmpty()) {
      policies.require(section, "policy", policy, policy);
    }
    return policy;
  }
}
