/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.topology;

import io.watchfire.streams.engine.SeriesRule;
import io.watchfire.streams.spec.Rules;
import java.time.Duration;
import java.util.List;

/**
 * The rules that this process works by, and how long it bears with groups whose rule is not among
 * them. Every stage of the process asks here.
 */
public final class RulesAtWork {
  /** For as long as other instances may have other rules. */
  public static final Duration A_DAY = Duration.ofDays(1);

  private final Duration hold;
  private volatile Current current;

  /**
   * The rules at the start.
   *
   * @param hold how long groups and alerts of unknown rules stay; zero where no other instance can
   *     know them
   */
  public RulesAtWork(Rules rules, Duration hold) {
    this.hold = hold;
    this.current = new Current(rules);
  }

  /** The rules of a process that is alone: what it does not know is gone. */
  public static RulesAtWork alone(Rules rules) {
    return new RulesAtWork(rules, Duration.ZERO);
  }

  /** One set of rules; another one is another object, so no record, whose values are compared. */
  public static final class Current {
    private final Rules rules;
    private final List<SeriesRule> judged;

    private Current(Rules rules) {
      this.rules = rules;
      this.judged = List.copyOf(SeriesRule.of(rules));
    }

    /** All of them. */
    public Rules rules() {
      return rules;
    }

    /** Those that judge a series, ready for work. */
    public List<SeriesRule> judged() {
      return judged;
    }
  }

  /**
   * Has everybody work by other rules, from the next record on; those of now go on where the others
   * are the same.
   */
  public void replace(Rules rules) {
    if (!rules.equals(current.rules())) {
      current = new Current(rules);
    }
  }

  /** The rules of now. */
  public Current current() {
    return current;
  }

  /** How long groups and alerts of unknown rules stay. */
  public Duration hold() {
    return hold;
  }
}
