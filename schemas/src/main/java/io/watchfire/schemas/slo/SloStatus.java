/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.schemas.slo;

import io.watchfire.schemas.group.GroupPath;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How one objective of one group stands; the value on {@code watchfire.slo-status}.
 *
 * @param tenant whose
 * @param cluster where; empty if there is only one
 * @param slo the rule's name
 * @param service what the alerts name as the service
 * @param group the group's labels
 * @param objective the promise in percent, as written
 * @param period of the error budget
 * @param source what feeds the group
 * @param data what is known
 * @param notice what people should know about the measurement; empty if nothing
 * @param clock the group's clock, event time
 * @param lastObservation event time of the newest observation
 * @param late how late the newest observation was when it was received; at least zero
 * @param covered how much of the period has been observed
 * @param budgetRemaining share of the error budget that is left; below 0 when overspent
 * @param windows bad and total events and burn rates, from the shortest window
 * @param page state of the page alert
 * @param ticket state of the ticket alert
 * @param mode {@code alert} or {@code shadow}
 * @param outlook of the error budget; null where no rule asks for one, or too little is known
 */
public record SloStatus(
    String tenant,
    String cluster,
    String slo,
    String service,
    Map<String, String> group,
    String objective,
    Duration period,
    String source,
    Data data,
    String notice,
    Instant clock,
    Instant lastObservation,
    Duration late,
    Duration covered,
    double budgetRemaining,
    List<Window> windows,
    String page,
    String ticket,
    String mode,
    @Nullable Outlook outlook) {

  /** What is known about a group. */
  public enum Data {
    /** Events come in. */
    OK("ok"),
    /** Observed, but nothing happened in the longest alerting window. */
    NO_TRAFFIC("no_traffic"),
    /** Nothing was observed for a while. */
    NO_DATA("no_data"),
    /** The rule cannot be evaluated; the notice says why. */
    INVALID("invalid"),
    /** No series ever said how requests ended: nothing is known of failures. */
    NOT_TOLD("not_told");

    private final String text;

    Data(String text) {
      this.text = text;
    }

    /** The name in JSON. */
    public String text() {
      return text;
    }

    /**
     * The data of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Data of(String text) {
      for (Data data : values()) {
        if (data.text.equalsIgnoreCase(text)) {
          return data;
        }
      }
      throw new IllegalArgumentException(
          "data: " + text + " (expected: ok, no_traffic, no_data, not_told or invalid)");
    }
  }

  /**
   * One window.
   *
   * @param length its length
   * @param bad bad events in it
   * @param total all events in it
   * @param burnRate 1 spends the budget in exactly one period
   */
  public record Window(Duration length, long bad, long total, double burnRate) {}

  /** What is expected of an error budget. */
  public enum Expectation {
    /** It will not run out within the horizon. */
    WILL_NOT_RUN_OUT("will_not_run_out"),
    /** It may run out. */
    MAY_RUN_OUT("may_run_out"),
    /** It will run out. */
    WILL_RUN_OUT("will_run_out"),
    /** Nothing is left. */
    EXHAUSTED("exhausted");

    private final String text;

    Expectation(String text) {
      this.text = text;
    }

    /** The name in JSON. */
    public String text() {
      return text;
    }

    /**
     * The state of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Expectation of(String text) {
      for (Expectation state : values()) {
        if (state.text.equalsIgnoreCase(text)) {
          return state;
        }
      }
      throw new IllegalArgumentException(
          "state: "
              + text
              + " (expected: will_not_run_out, may_run_out, will_run_out or exhausted)");
    }
  }

  /**
   * When the error budget will be exhausted. Times are event time; null if not within the horizon.
   *
   * @param state what is expected
   * @param horizon how far ahead was looked
   * @param probability that the budget is exhausted within the horizon, 0 to 1
   * @param earliest when it is exhausted at the earliest: one time in ten it comes before
   * @param expected when it is exhausted, as likely before as after
   * @param latest when it is exhausted at the latest: one time in ten it comes after
   */
  public record Outlook(
      Expectation state,
      Duration horizon,
      double probability,
      @Nullable Instant earliest,
      @Nullable Instant expected,
      @Nullable Instant latest) {}

  /** The key on the topic: {@code tenant/cluster/slo/group}. */
  public String key() {
    return GroupPath.of(tenant, cluster, slo, group);
  }
}
