/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.anomaly;

import io.watchfire.streams.anomaly.detector.DetectorSettings;
import io.watchfire.streams.anomaly.ensemble.TailEnsemble;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.LongToDoubleFunction;

/** Feeds a monitor with a made series and notes when alerts start. */
public final class Signal {
  public static final long START = Instant.parse("2024-03-11T00:00:00Z").toEpochMilli();
  public static final double RATE = 0.0004;

  private final long step;
  public final DetectorSettings settings;
  public Monitor monitor;
  public long time = START;

  public Signal(Duration step, ZoneId zone) {
    this.step = step.toMillis();
    settings = new DetectorSettings(RATE, zone);
    monitor = new Monitor(new TailEnsemble(settings), new AlertPolicy(AlertPolicySettings.DEFAULT));
  }

  /** Feeds so much time of a function of time; gives the times of alert starts. */
  public List<Instant> feed(Duration span, LongToDoubleFunction value) {
    List<Instant> starts = new ArrayList<>();
    for (long end = time + span.toMillis(); time < end; time += step) {
      if (monitor.next(time, value.applyAsDouble(time)).starts()) {
        starts.add(Instant.ofEpochMilli(time));
      }
    }
    return starts;
  }

  public MonitorResult one(double value) {
    MonitorResult result = monitor.next(time, value);
    time += step;
    return result;
  }

  /** Noise around a hundred. */
  public static LongToDoubleFunction noise(Random random) {
    return t -> 100 + 3 * random.nextGaussian();
  }
}
