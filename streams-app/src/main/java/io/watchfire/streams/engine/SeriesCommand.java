/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.engine;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an operator tells the rules that judge the numbers of one measured group.
 *
 * @param kind what to do
 * @param rule the rule that is meant; null for every one that judges the group
 * @param who told it, as far as it is known
 * @param when it was told, wall time
 * @param until the end of the last bucket that a freeze is for, by event time; null for as long as
 *     nobody says otherwise
 */
public record SeriesCommand(
    Kind kind, @Nullable String rule, String who, Instant when, @Nullable Instant until) {

  /** What there is to tell. */
  public enum Kind {
    /** Judge, but do not learn. */
    FREEZE("freeze"),
    /** Learn again. */
    UNFREEZE("unfreeze"),
    /** Begin anew, and learn. */
    FORGET("forget");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    /** The name in requests, on the command line and in metrics. */
    public String text() {
      return text;
    }
  }

  /** Refuses an end of what has none. */
  public SeriesCommand {
    if (until != null && kind != Kind.FREEZE) {
      throw new IllegalArgumentException("until: " + until + " (expected: only with freeze)");
    }
  }

  /** Whether a rule is meant. */
  public boolean concerns(String name) {
    return rule == null || rule.equals(name);
  }

  /** It in words, as a log has it. */
  public String words() {
    return kind.text()
        + " of "
        + (rule == null ? "every rule" : rule)
        + (until == null ? "" : " until " + until)
        + " (said "
        + who
        + " at "
        + when
        + ')';
  }

  /** The end of the last bucket that is not learnt, in milliseconds. */
  long lastFrozen() {
    return until == null ? Long.MAX_VALUE : until.toEpochMilli();
  }
}
