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
 * Says how many of its usual deviations a value lies from the median of the last {@value
 * Window#SIZE}, the deviation being the median distance from that median (the MAD, and so the
 * robust z-score): up to half of the values may be anything before the band follows them.
 */
public final class MedianDetector implements Detector {
  public static final String DESCRIPTION =
      "distance from the median of the last 256 values, in median distances (robust z-score)";

  private static final int VERSION = 1;

  private final MonotonicTime monotonicTime;
  private final Window window;
  private final TailProbability tail;

  private MedianDetector(MonotonicTime monotonicTime, Window window, TailProbability tail) {
    this.monotonicTime = monotonicTime;
    this.window = window;
    this.tail = tail;
  }

  public MedianDetector(DetectorSettings settings) {
    this(new MonotonicTime(), new Window(), new TailProbability(settings));
  }

  @Override
  public Verdict next(long timeMillis, double value, boolean learn) {
    monotonicTime.at(timeMillis);
    boolean gap = Double.isNaN(value);
    if (window.size() < WarmUp.NEEDED) {
      if (learn && Double.isFinite(value)) {
        window.add(MonotonicTime.bounded(value));
      }
      return Verdict.LEARNING;
    }
    double median = window.median();
    double deviation = window.deviation();
    double distance =
        gap ? 0 : Scale.inDeviations(MonotonicTime.bounded(value) - median, deviation);
    Verdict verdict = tail.verdict(distance, median, deviation, "distance from the median");
    if (learn && !gap) {
      window.add(MonotonicTime.bounded(value));
      tail.learn(distance);
    }
    return verdict;
  }

  @Override
  public void write(ByteWriter out) {
    out.u8(VERSION);
    monotonicTime.write(out);
    window.write(out);
    tail.write(out);
  }

  public static MedianDetector read(ByteReader in, DetectorSettings settings) {
    Bits.version(in, VERSION, "median detector");
    return new MedianDetector(
        MonotonicTime.read(in), Window.read(in), new TailProbability(settings).read(in));
  }
}
