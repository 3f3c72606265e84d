/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.anomaly.classical;

import io.watchfire.streams.anomaly.detector.Bits;
import io.watchfire.streams.anomaly.detector.Detector;
import io.watchfire.streams.anomaly.detector.DetectorSettings;
import io.watchfire.streams.anomaly.detector.MonotonicTime;
import io.watchfire.streams.anomaly.detector.Verdict;
import io.watchfire.streams.codec.ByteReader;
import io.watchfire.streams.codec.ByteWriter;

/**
 * Says how many of its usual deviations a value lies from the exponentially weighted moving average
 * of the values before it (as in an EWMA control chart: S. W. Roberts, "Control chart tests based
 * on geometric moving averages", Technometrics 1, 1959). Average and deviation remember about
 * {@value #MEMORY} values. A value outside the band is learned as if it lay at its edge.
 */
public final class EwmaDetector implements Detector {
  public static final String DESCRIPTION =
      "distance from a moving average of some 300 values, in usual deviations";

  private static final int MEMORY = 300;
  private static final double WEIGHT = 2.0 / (MEMORY + 1);
  private static final int VERSION = 1;

  private final MonotonicTime monotonicTime;
  private final MovingLevel level;
  private final TailProbability tail;

  private EwmaDetector(MonotonicTime monotonicTime, MovingLevel level, TailProbability tail) {
    this.monotonicTime = monotonicTime;
    this.level = level;
    this.tail = tail;
  }

  public EwmaDetector(DetectorSettings settings) {
    this(new MonotonicTime(), new MovingLevel(WEIGHT), new TailProbability(settings));
  }

  @Override
  public Verdict next(long timeMillis, double value, boolean learn) {
    monotonicTime.at(timeMillis);
    if (!level.known()) {
      if (learn) {
        level.begin(value);
      }
      return Verdict.LEARNING;
    }
    boolean gap = Double.isNaN(value);
    double distance = gap ? 0 : level.distance(value);
    Verdict verdict =
        tail.verdict(distance, level.mean(), level.deviation(), "distance from the average");
    if (learn && !gap) {
      level.learn(value, tail);
      tail.learn(distance);
    }
    return verdict;
  }

  @Override
  public void write(ByteWriter out) {
    out.u8(VERSION);
    monotonicTime.write(out);
    level.write(out);
    tail.write(out);
  }

  public static EwmaDetector read(ByteReader in, DetectorSettings settings) {
    Bits.version(in, VERSION, "ewma detector");
    return new EwmaDetector(
        MonotonicTime.read(in),
        MovingLevel.read(in, WEIGHT),
        new TailProbability(settings).read(in));
  }
}
