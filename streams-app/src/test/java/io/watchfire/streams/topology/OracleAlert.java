/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.topology;

/** One alert of a group, led by the written rules; times in milliseconds of the group's clock. */
final class OracleAlert {
  /** A change of state, as the audit topic tells it. */
  record Change(
      String severity,
      String state,
      long number,
      String reason,
      long startsAt,
      long endsAt,
      long clock,
      long causedAt) {}

  private final OracleRule rule;
  private final String severity;
  private String state = "inactive";
  private long number;
  private long began;
  private long startsAt;
  private long clearSince = -1;
  private long longWindow;
  private long hold;

  OracleAlert(OracleRule rule, String severity) {
    this.rule = rule;
    this.severity = severity;
  }

  String state() {
    return state;
  }

  boolean fires() {
    return state.equals("firing");
  }

  /**
   * Evaluates.
   *
   * @param burning the tier that burns, or keeps what fires; null if none does, or nothing is known
   * @param data whether data comes in
   * @return the change, or null if there is none
   */
  Change evaluate(
      OracleRule.Pair burning, boolean data, long clock, long lastDataMillis, long cause) {
    boolean holds = data && burning != null;
    if (holds) {
      longWindow = burning.longer();
      hold = burning.hold();
    }
    switch (state) {
      case "inactive", "resolved" -> {
        if (holds) {
          startsAt = clock;
          return to(rule.pendingFor() == 0 ? "firing" : "pending", "condition", clock, cause);
        }
      }
      case "pending" -> {
        if (!data && clock - lastDataMillis <= 900_000) {
          return null;
        }
        if (!holds) {
          return to("inactive", data ? "recovered" : "no_data", clock, cause);
        }
        if (clock - began >= rule.pendingFor()) {
          startsAt = clock;
          return to("firing", "condition", clock, cause);
        }
      }
      default -> {
        return whileFiring(holds, data, clock, lastDataMillis, cause);
      }
    }
    return null;
  }

  private Change whileFiring(
      boolean holds, boolean data, long clock, long lastDataMillis, long cause) {
    if (holds) {
      clearSince = -1;
      return null;
    }
    if (!data) {
      boolean over =
          switch (rule.noData()) {
            case "keep" -> false;
            case "resolve" -> true;
            default -> clock - lastDataMillis > longWindow;
          };
      return over ? to("resolved", "no_data", clock, cause) : null;
    }
    clearSince = clearSince < 0 ? clock : clearSince;
    return clock - clearSince >= Math.max(hold, rule.keepFiringFor())
        ? to("resolved", "recovered", clock, cause)
        : null;
  }

  private Change to(String next, String reason, long clock, long cause) {
    state = next;
    began = clock;
    clearSince = -1;
    number++;
    boolean over = next.equals("resolved") || next.equals("inactive");
    return new Change(severity, next, number, reason, startsAt, over ? clock : 0, clock, cause);
  }
}
