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

  /** So much of its score has a value that starts an alert and is no news: it is below 0.5. */
  private static final double NO_NEWS = 0.5;

  /** How many values the rarest is remembered for that, at least. */
  private static final double NEWS_STEPS = 200;

  /** How many values an alert rests at least, for series whose step is long. */
  private static final double REST_STEPS = 16;

  private static final double DAY_MILLIS = 86_400_000;
  private static final long NEVER = Long.MIN_VALUE;

  private final AlertPolicySettings settings;
  private final long restMillis;
  private long sinceMillis = NEVER;
  private long restsFromMillis = NEVER;
  private long lastStirMillis = NEVER;
  private double alerted;
  private double peak;
  private long peakAtMillis = NEVER;
  private double spent;
  private long spentAtMillis = NEVER;
  private long lastMillis = NEVER;
  private double stepMillis;

  /** A policy that has seen nothing. */
  public AlertPolicy(AlertPolicySettings settings) {
    this.settings = settings;
    this.restMillis = settings.rest().toMillis();
  }

  MonitorResult next(long timeMillis, double value, Verdict verdict) {
    learnStep(timeMillis);
    boolean counts = counts(value, verdict);
    double score = counts ? verdict.score() : 0;
    double odds = score / (1 - score);
    boolean starts = score >= SCORE_THRESHOLD && mayStart(timeMillis, odds);
    if (starts) {
      start(timeMillis, odds);
    } else if (sinceMillis != NEVER) {
      hold(timeMillis, score);
    }
    return new MonitorResult(
        verdict, news(timeMillis, score, odds, starts), starts, sinceMillis != NEVER, sinceMillis);
  }

  private void learnStep(long timeMillis) {
    if (lastMillis != NEVER) {
      double passedMillis = timeMillis - lastMillis;
      stepMillis =
          stepMillis == 0
              ? passedMillis
              : stepMillis + 0.02 * (Math.min(passedMillis, 2 * stepMillis) - stepMillis);
    }
    lastMillis = timeMillis;
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

  private boolean mayStart(long timeMillis, double odds) {
    boolean resting =
        restsFromMillis != NEVER
            && (sinceMillis != NEVER
                || timeMillis - restsFromMillis
                    < Math.max((double) restMillis, REST_STEPS * stepMillis));
    if (resting && odds < ESCALATION * alerted) {
      return false;
    }
    return budgetSpent(timeMillis) + 1 <= settings.maxPerDay();
  }

  private void start(long timeMillis, double odds) {
    spent = budgetSpent(timeMillis) + 1;
    spentAtMillis = timeMillis;
    sinceMillis = timeMillis;
    restsFromMillis = timeMillis;
    lastStirMillis = timeMillis;
    alerted = odds;
  }

  private void hold(long timeMillis, double score) {
    if (score > CALM) {
      lastStirMillis = timeMillis;
    } else if (timeMillis - lastStirMillis > settings.clearAfter().toMillis()) {
      sinceMillis = NEVER;
    }
  }

  /** Alerts of the last day; they leave it evenly over the day, so that nothing need be listed. */
  private double budgetSpent(long timeMillis) {
    return spentAtMillis == NEVER
        ? 0
        : Math.max(0, spent - (timeMillis - spentAtMillis) / DAY_MILLIS * settings.maxPerDay());
  }

  private double news(long timeMillis, double score, double odds, boolean starts) {
    if (peakAtMillis != NEVER
        && timeMillis - peakAtMillis < Math.max((double) restMillis, NEWS_STEPS * stepMillis)
        && odds <= peak * NEWS) {
      return starts ? NO_NEWS * score : 0;
    }
    peak = odds;
    peakAtMillis = timeMillis;
    return score;
  }

  void write(ByteWriter out) {
    out.zigzag(sinceMillis)
        .zigzag(restsFromMillis)
        .zigzag(lastStirMillis)
        .zigzag(peakAtMillis)
        .zigzag(spentAtMillis);
    out.zigzag(lastMillis);
    Bits.write(out, alerted, peak, spent, stepMillis);
  }

  static AlertPolicy read(ByteReader in, AlertPolicySettings settings) {
    AlertPolicy policy = new AlertPolicy(settings);
    policy.sinceMillis = in.zigzag();
    policy.restsFromMillis = in.zigzag();
    policy.lastStirMillis = in.zigzag();
    policy.peakAtMillis = in.zigzag();
    policy.spentAtMillis = in.zigzag();
    policy.lastMillis = in.zigzag();
    policy.alerted = Bits.read(in);
    policy.peak = Bits.read(in);
    policy.spent = Bits.read(in);
    policy.stepMillis = Bits.read(in);
    return policy;
  }
}
