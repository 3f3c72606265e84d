/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Takes an installation through what happens at a market, waiting where it has to follow. */
final class MarketCourse {
  private static final String FROZEN = "orders-median";

  private final Market market;
  private final Installation in;

  MarketCourse(Market market, Installation in) {
    this.market = market;
    this.in = in;
  }

  /** Days go by in which everything is learnt. One series is frozen, one shop is told of alone. */
  void learn() throws Exception {
    tell(0, Market.LEARNT, Duration.ZERO);
    awaitJudged(Market.LEARNT);
    in.streams()
        .post(
            "/api/v1/anomalies/commands",
            """
            {"command": "freeze", "rule": "%s", "labels": {"instance": "%s"}}
            """
                .formatted(FROZEN, Market.FAILS));
    await("alert of the first shop", stand -> told(stand, "Anomaly", "shop", "s00"));
  }

  /** Waits until budgets were looked at, which is a matter of the wall clock; says whose. */
  List<String> exhausted() throws Exception {
    await("alert of a budget", stand -> !stand.alerts("ErrorBudgetForecast").isEmpty());
    return Stand.of(in.streams()).alerts("ErrorBudgetForecast").stream()
        .map(alert -> alert.label("instance"))
        .toList();
  }

  /** Objectives burn and most shops break, up to the moment at which the release changes. */
  void burn() throws Exception {
    tell(Market.LEARNT, Market.CHANGE, Duration.ZERO);
    awaitJudged(Market.CHANGE);
    await(
        "alerts of objectives, shops and a disk",
        stand ->
            told(stand, "ErrorBudgetBurn", "instance", Market.RECOVERS)
                && told(stand, "ErrorBudgetBurn", "instance", Market.SILENT)
                && told(stand, "ErrorBudgetBurn", "service_name", "gateway")
                && stand.alerts("AnomalyOfMany").size() == 1
                && told(stand, "LimitForecast", "host", "a"));
  }

  /** Waits until the release that runs now has looked at one of those budgets again. */
  void awaitLook(List<String> instances) throws Exception {
    Instant since = market.time(Market.STEPS - 2);
    await(
        "another look at the budget of one of " + instances,
        stand ->
            stand.objectives().values().stream()
                .anyMatch(o -> instances.contains(o.instance()) && o.foreseenAfter(since)));
  }

  /** Tells of steps after the change. */
  void tell(int from, int to, Duration pace) {
    MarketTelling.tell(in.bootstrap(), market, from, to, pace);
  }

  /** Waits until everything is told, judged and over that is to be over. */
  void settle() throws Exception {
    awaitJudged(Market.STEPS);
    await(
        "end of alerts of objectives, shops and a disk",
        stand ->
            !told(stand, "ErrorBudgetBurn", "instance", Market.RECOVERS)
                && told(stand, "ErrorBudgetBurn", "instance", Market.FAILS)
                && stand.alerts("AnomalyOfMany").isEmpty()
                && !told(stand, "Anomaly", "shop", "s00")
                && !told(stand, "LimitForecast", "host", "a"));
  }

  /** What has come of all of it. */
  History history() throws Exception {
    return History.read(in.bootstrap(), market, Market.STEPS);
  }

  private void awaitJudged(int step) throws Exception {
    Map<String, Fleet.Counts> counts = market.counts(step);
    await(
        "numbers of the steps before " + step,
        stand ->
            stand.counts(counts.keySet()).equals(counts)
                && stand.readings().values().stream().filter(r -> reached(r, step)).count()
                    == Market.SERIES);
  }

  private boolean reached(Stand.Reading reading, int step) {
    return !reading.rule().startsWith("default-")
        && !Instant.parse(reading.time()).isBefore(market.judged(reading.instance(), step));
  }

  private static boolean told(Stand stand, String name, String label, String value) {
    return stand.alerts(name).stream().anyMatch(alert -> alert.label(label).equals(value));
  }

  /** What an installation has to come to. */
  private interface Expectation {
    boolean of(Stand stand);
  }

  private void await(String what, Expectation expectation) throws Exception {
    in.await(
        what,
        () -> expectation.of(Stand.of(in.streams())),
        () -> Stand.of(in.streams()).toString());
  }
}
