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
 * Says how far a value lies from what level, trend and time of day lead to expect (additive
 * Holt-Winters: P. R. Winters, "Forecasting sales by exponentially weighted moving averages",
 * Management Science 6, 1960), in usual deviations. The day has {@value DayProfile#SLOTS} slots in
 * the series' own time zone; as long as they do not foretell better than level and trend alone,
 * they are left out (Holt). A value outside the band is learned as if it lay at its edge.
 */
public final class SeasonalDetector implements Detector {
  public static final String DESCRIPTION =
      "distance from what level, trend and time of day lead to expect (Holt-Winters)";

  private static final double WEIGHT = 1 / 150.0;

  /** By what factor one way must be better than the other to be taken instead. */
  private static final double BETTER = 0.9;

  private static final int VERSION = 1;

  private final MonotonicTime monotonicTime;
  private final WarmUp warmUp;
  private final DayProfile day;
  private final Trend plain;
  private final Trend adjusted;
  private final Scale plainScale;
  private final Scale adjustedScale;
  private final TailProbability tail;
  private boolean seasonal;

  /** Level and trend, and how far values stray from them. */
  private record Smoothing(Trend trend, Scale scale) {}

  private SeasonalDetector(
      MonotonicTime monotonicTime,
      WarmUp warmUp,
      DayProfile day,
      Smoothing plain,
      Smoothing adjusted,
      TailProbability tail) {
    this.monotonicTime = monotonicTime;
    this.warmUp = warmUp;
    this.day = day;
    this.plain = plain.trend();
    this.adjusted = adjusted.trend();
    this.plainScale = plain.scale();
    this.adjustedScale = adjusted.scale();
    this.tail = tail;
  }

  public SeasonalDetector(DetectorSettings settings) {
    this(
        new MonotonicTime(),
        new WarmUp(),
        new DayProfile(settings.zone()),
        new Smoothing(new Trend(), new Scale(WEIGHT)),
        new Smoothing(new Trend(), new Scale(WEIGHT)),
        new TailProbability(settings));
  }

  @Override
  public Verdict next(long timeMillis, double value, boolean learn) {
    monotonicTime.at(timeMillis);
    if (!warmUp.complete()) {
      if (learn) {
        begin(value);
      }
      return Verdict.LEARNING;
    }
    int slot = day.slot(timeMillis);
    double expected = expected(slot);
    Scale scale = seasonal ? adjustedScale : plainScale;
    boolean gap = Double.isNaN(value);
    double bounded = MonotonicTime.bounded(value);
    double distance = gap ? 0 : scale.standardise(bounded - expected, expected);
    Verdict verdict =
        tail.verdict(
            distance,
            expected,
            scale.about(expected),
            seasonal ? "distance from what the time of day expects" : "distance from the trend");
    if (learn && !gap) {
      learn(timeMillis, slot, bounded);
      tail.learn(distance);
    }
    return verdict;
  }

  private void begin(double value) {
    warmUp.add(value);
    if (warmUp.complete()) {
      plain.start(MonotonicTime.bounded(warmUp.median()));
      plainScale.set(warmUp.distance());
    }
  }

  private double expected(int slot) {
    return MonotonicTime.bounded(seasonal ? adjusted.next() + day.at(slot) : plain.next());
  }

  private void learn(long timeMillis, int slot, double value) {
    double forecast = MonotonicTime.bounded(plain.next());
    plain.learn(clipped(value, forecast, plainScale));
    plainScale.learn(value - forecast, forecast, tail.critical());
    if (day.known()) {
      learnDay(slot, value);
    } else if (day.begin(timeMillis, slot, clipped(value, forecast, plainScale))) {
      adjusted.start(day.mean());
      adjustedScale.set(plainScale.distance());
    }
  }

  private void learnDay(int slot, double value) {
    double forecast = MonotonicTime.bounded(adjusted.next() + day.at(slot));
    double clipped = clipped(value, forecast, adjustedScale);
    adjusted.learn(clipped - day.at(slot));
    day.learn(slot, clipped - adjusted.level());
    adjustedScale.learn(value - forecast, forecast, tail.critical());
    double other = seasonal ? plainScale.distance() : adjustedScale.distance();
    double taken = seasonal ? adjustedScale.distance() : plainScale.distance();
    if (other < BETTER * taken) {
      seasonal = !seasonal;
    }
  }

  private double clipped(double value, double expected, Scale scale) {
    double deviation = scale.about(expected);
    return Math.clamp(
        value,
        expected - tail.criticalBelow() * deviation,
        expected + tail.criticalAbove() * deviation);
  }

  @Override
  public void write(ByteWriter out) {
    out.u8(VERSION);
    monotonicTime.write(out);
    warmUp.write(out);
    day.write(out);
    plain.write(out);
    adjusted.write(out);
    plainScale.write(out);
    adjustedScale.write(out);
    tail.write(out);
    out.u8(seasonal ? 1 : 0);
  }

  public static SeasonalDetector read(ByteReader in, DetectorSettings settings) {
    Bits.version(in, VERSION, "seasonal detector");
    MonotonicTime time = MonotonicTime.read(in);
    WarmUp warmUp = WarmUp.read(in);
    DayProfile day = DayProfile.read(in, settings.zone());
    Trend plain = Trend.read(in);
    Trend adjusted = Trend.read(in);
    Smoothing first = new Smoothing(plain, Scale.read(in, WEIGHT));
    Smoothing second = new Smoothing(adjusted, Scale.read(in, WEIGHT));
    TailProbability tail = new TailProbability(settings).read(in);
    SeasonalDetector detector = new SeasonalDetector(time, warmUp, day, first, second, tail);
    detector.seasonal = in.u8() != 0;
    return detector;
  }
}
