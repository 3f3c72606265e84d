/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.benchmarks;

import io.watchfire.streams.anomaly.DetectorType;
import io.watchfire.streams.anomaly.detector.Detector;
import io.watchfire.streams.anomaly.detector.DetectorSettings;
import java.time.ZoneOffset;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a value costs each detector, once it has seen ten days of five minutes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DetectorBenchmark {
  static final long STEP = 300_000;
  private static final int DAY = 288;
  private static final int SEEN = 10 * DAY;

  /** Every type there is. */
  @Param public DetectorType type = DetectorType.DEFAULT;

  private final double[] values = day(1, SEEN);
  private Detector detector = fresh(type);
  private int index;

  /** Shows it ten days. */
  @Setup
  public void warm() {
    detector = fresh(type);
    for (index = 0; index < SEEN; index++) {
      next();
    }
  }

  /** One value more. */
  @Benchmark
  public double value() {
    index++;
    return next();
  }

  private double next() {
    return detector.next(index * STEP, values[index % SEEN], true).score();
  }

  static Detector fresh(DetectorType type) {
    return type.create(new DetectorSettings(0.0001, ZoneOffset.UTC));
  }

  /** A day with its season and noise. */
  static double[] day(int seed, int count) {
    Random random = new Random(seed);
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = 100 + 30 * Math.sin(i * 2 * Math.PI / DAY) + 5 * random.nextGaussian();
    }
    return values;
  }
}
