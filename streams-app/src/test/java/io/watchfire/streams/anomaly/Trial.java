/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.anomaly;

import io.watchfire.streams.anomaly.detector.Detector;
import io.watchfire.streams.anomaly.detector.DetectorSettings;
import io.watchfire.streams.anomaly.detector.Verdict;
import io.watchfire.streams.codec.ByteReader;
import io.watchfire.streams.codec.ByteWriter;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** Series that every detector must cope with, and ways to show them to one. */
public final class Trial {
  public static final DetectorSettings SETTINGS =
      new DetectorSettings(0.001, ZoneId.of("Europe/Berlin"));
  public static final long START = 1_700_000_000_000L;
  public static final long STEP = Duration.ofMinutes(5).toMillis();

  private Trial() {}

  /** Normal noise about 100 of deviation 5. */
  public static double[] noise(int seed, int count) {
    Random random = new Random(seed);
    return series(count, i -> 100 + 5 * random.nextGaussian());
  }

  /** A day's course with noise, spikes, gaps and a shift: something of everything. */
  public static double[] mixed(int seed, int count) {
    Random random = new Random(seed);
    return series(
        count,
        i -> {
          double day = 30 * Math.sin(i * 2 * Math.PI / 288);
          double spike = random.nextInt(150) == 0 ? 200 * random.nextGaussian() : 0;
          double shift = i > count * 2 / 3 ? 40 : 0;
          double value = 100 + day + spike + shift + 5 * random.nextGaussian();
          return random.nextInt(40) == 0 ? Double.NaN : value;
        });
  }

  public static double[] constant(double value, int count) {
    return series(count, i -> value);
  }

  public static double[] series(int count, IntToDoubleFunction value) {
    return IntStream.range(0, count).mapToDouble(value).toArray();
  }

  public static double[] joined(double[]... parts) {
    return Arrays.stream(parts).flatMapToDouble(Arrays::stream).toArray();
  }

  /**
   * How many values a detector is shown: the forest takes a hundred times as long as the others.
   */
  public static int count(DetectorType type, int usual) {
    return type == DetectorType.FOREST ? Math.min(usual, 1_500) : usual;
  }

  public static List<Verdict> run(Detector detector, double... values) {
    return run(detector, 0, true, values);
  }

  /** Shows values from an index on, in steps of five minutes. */
  public static List<Verdict> run(Detector detector, int from, boolean learn, double... values) {
    List<Verdict> verdicts = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      verdicts.add(detector.next(time(from + i), values[i], learn));
    }
    return verdicts;
  }

  public static long time(int index) {
    return START + index * STEP;
  }

  public static byte[] bytes(Detector detector) {
    ByteWriter out = new ByteWriter(1 << 10);
    detector.write(out);
    return out.toBytes();
  }

  public static Detector copy(DetectorType type, Detector detector) {
    return type.read(new ByteReader(bytes(detector)), SETTINGS);
  }

  public static double rarest(List<Verdict> verdicts) {
    return verdicts.stream().mapToDouble(Verdict::oneIn).max().orElseThrow();
  }

  /** Alerts as people get them: values in a row that are due for one are one. */
  public static long runs(List<Verdict> verdicts) {
    return IntStream.range(0, verdicts.size())
        .filter(i -> verdicts.get(i).score() >= 0.5)
        .filter(i -> i == 0 || verdicts.get(i - 1).score() < 0.5)
        .count();
  }

  public static long alerts(List<Verdict> verdicts) {
    return verdicts.stream().filter(verdict -> verdict.score() >= 0.5).count();
  }
}
