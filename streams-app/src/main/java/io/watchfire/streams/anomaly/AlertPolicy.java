/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.anomaly;

import io.watchfire.streams.anomaly.detector.Bits;
import io.watchfire.streams.anomaly.detector.Verdict;
import io.watchfire.streams.codec.ByteReader;
import io.watchfire.streams.codec.ByteWriter;

/**
 * Turns verdicts into alerts that start, hold and clear. An alert starts where the score reaches
 * 0.5, holds while it stays above {@link #CALM}, and rests afterwards: what is no more extreme than
 * what has just alerted is no news.
 */
public final class AlertPolicy {
  /** An alert starts from this score on. */
  private static final double SCORE_THRESHOLD = 0.5;

  /**
   * Below this score a series counts as calm; less than starts an alert, so that it does not flap
   * (hysteresis).
   */
  private static final double CALM = 0.4;

  /** How much rarer (ratio of surprisals) a value must be to alert while the last alert rests. */
  private static final double ESCALATION = 2;

  /** How much rarer a value must be than the rarest of the rest to have a score of its own. */
  private static final double NEWS = 1.3;

  /** How many values the rarest is remembered for that, at least. */
  private static final double NEWS_STEPS = 200;

  /** How many values an alert rests at least, for series whose step is long. */
  private static final double REST_STEPS = 16;

  private static final double DAY = 86_400_000;
  private static final long NEVER = Long.MIN_VALUE;

  private final AlertPolicySettings settings;
  private final long rest;
  private long since = NEVER;
  private long restsFrom = NEVER;
  private long lastStir = NEVER;
  private double alerted;
  private double peak;
  private long peakTime = NEVER;
  private double spent;
  private long spentTime = NEVER;
  private long lastTime = NEVER;
  private double step;

  /** A policy that has seen nothing. */
  public AlertPolicy(AlertPolicySettings settings) {
    this.settings = settings;
    this.rest = settings.rest().toMillis();
  }

  MonitorResult next(long time, double value, Verdict verdict) {
    learnStep(time);
    boolean counts = counts(value, verdict);
    double score = counts ? verdict.score() : 0;
    double odds = score / (1 - score);
    boolean starts = score >= SCORE_THRESHOLD && mayStart(time, odds);
    if (starts) {
      start(time, odds);
    } else if (since != NEVER) {
      hold(time, score);
    }
    return new MonitorResult(verdict, news(time, score, odds), starts, since != NEVER, since);
  }

  private void learnStep(long time) {
    if (lastTime != NEVER) {
      double passed = time - lastTime;
      step = step == 0 ? passed : step + 0.02 * (Math.min(passed, 2 * step) - step);
    }
    lastTime = time;
  }

  private boolean counts(double value, Verdict verdict) {
    if (verdict.learning() || Double.isNaN(value)) {
      return false;
    }
    double deviation = value - verdict.expected();
    if (Double.isNaN(deviation)) {
      return true;
    }
    return settings.direction().takes(deviation)
        && Math.abs(deviation) >= settings.minDeviation()
        && Math.abs(deviation) >= settings.minRelativeDeviation() * Math.abs(verdict.expected());
  }

  private boolean mayStart(long time, double odds) {
    boolean resting =
        restsFrom != NEVER
            && (since != NEVER || time - restsFrom < Math.max((double) rest, REST_STEPS * step));
    if (resting && odds < ESCALATION * alerted) {
      return false;
    }
    return budgetSpent(time) + 1 <= settings.maxPerDay();
  }

  private void start(long time, double odds) {
    spent = budgetSpent(time) + 1;
    spentTime = time;
    since = time;
    restsFrom = time;
    lastStir = time;
    alerted = odds;
  }

  private void hold(long time, double score) {
    if (score > CALM) {
      lastStir = time;
    } else if (time - lastStir > settings.clearAfter().toMillis()) {
      since = NEVER;
    }
  }

  /** Alerts of the last day; they leave it evenly over the day, so that nothing need be listed. */
  private double budgetSpent(long time) {
    return spentTime == NEVER
        ? 0
        : Math.max(0, spent - (time - spentTime) / DAY * settings.maxPerDay());
  }

  private double news(long time, double score, double odds) {
    if (peakTime != NEVER
        && time - peakTime < Math.max((double) rest, NEWS_STEPS * step)
        && odds <= peak * NEWS) {
      return 0;
    }
    peak = odds;
    peakTime = time;
    return score;
  }

  void write(ByteWriter out) {
    out.zigzag(since).zigzag(restsFrom).zigzag(lastStir).zigzag(peakTime).zigzag(spentTime);
    out.zigzag(lastTime);
    Bits.write(out, alerted, peak, spent, step);
  }

  static AlertPolicy read(ByteReader in, AlertPolicySettings settings) {
    AlertPolicy policy = new AlertPolicy(settings);
    policy.since = in.zigzag();
    policy.restsFrom = in.zigzag();
    policy.lastStir = in.zigzag();
    policy.peakTime = in.zigzag();
    policy.spentTime = in.zigzag();
    policy.lastTime = in.zigzag();
    policy.alerted = Bits.read(in);
    policy.peak = Bits.read(in);
    policy.spent = Bits.read(in);
    policy.step = Bits.read(in);
    return policy;
  }
}
