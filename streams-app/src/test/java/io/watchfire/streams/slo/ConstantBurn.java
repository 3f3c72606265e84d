/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.slo;

import io.watchfire.schemas.alert.AlertState;
import io.watchfire.streams.alerting.Timing;
import io.watchfire.streams.query.Sum;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A service of which a share of requests fails, as chance has it: arrivals and failures are
 * Poisson's. Evaluated with each export, as the engine does.
 */
final class ConstantBurn {
  static final long START = 1_795_428_000_000L;
  private static final long MINUTE = 60_000;
  private static final double NORMAL_FROM = 200;

  /** Requests that arrive in a second, and every how many milliseconds they are exported. */
  record Traffic(double perSecond, long exportMillis) {}

  private final SloGroup group;
  private final Severity severity;
  private final Traffic traffic;
  private final Random random;
  private long time = START;
  private final List<Long> begins = new ArrayList<>();
  private final List<Long> ends = new ArrayList<>();

  ConstantBurn(Objective objective, Severity severity, Traffic traffic, long seed) {
    this.group =
        SloGroup.begin(
            new SloDefinition(objective, Timing.DEFAULT, false),
            new Sum(START, 0, 0, 0, true, true),
            START,
            START,
            new Nowhere());
    this.severity = severity;
    this.traffic = traffic;
    this.random = new Random(seed);
  }

  private static final class Nowhere implements BucketLog {
    @Override
    public void put(int level, long end, long counted, long total) {}

    @Override
    public void delete(int level, long end) {}
  }

  /** Minutes of history at once, to have something in the windows. */
  void history(double share, Duration lasting) {
    run(share, lasting, MINUTE);
    begins.clear();
    ends.clear();
  }

  void run(double share, Duration lasting) {
    run(share, lasting, traffic.exportMillis());
  }

  private void run(double share, Duration lasting, long stepMillis) {
    long until = time + lasting.toMillis();
    while (time < until) {
      time += stepMillis;
      double requests = traffic.perSecond() * stepMillis / 1000;
      long bad = poisson(requests * share);
      group.observe(
          new Sum(time, 0, bad, bad + poisson(requests * (1 - share)), true, true), time, time);
      for (SloGroup.Transition transition : group.evaluate()) {
        if (transition.severity() == severity) {
          (transition.life().state() == AlertState.FIRING ? begins : ends).add(time);
        }
      }
    }
  }

  long now() {
    return time;
  }

  /** When the alert began, in milliseconds. */
  List<Long> begins() {
    return begins;
  }

  /** When it ended. */
  List<Long> ends() {
    return ends;
  }

  /** The most that began within any two hours. */
  int mostInTwoHours() {
    int most = 0;
    int first = 0;
    for (int last = 0; last < begins.size(); last++) {
      while (begins.get(last) - begins.get(first) > Duration.ofHours(2).toMillis()) {
        first++;
      }
      most = Math.max(most, last - first + 1);
    }
    return most;
  }

  private long poisson(double mean) {
    if (mean > NORMAL_FROM) {
      return Math.max(0, Math.round(mean + random.nextGaussian() * Math.sqrt(mean)));
    }
    double limit = Math.exp(-mean);
    double product = random.nextDouble();
    long events = 0;
    while (product > limit) {
      product *= random.nextDouble();
      events++;
    }
    return events;
  }
}
