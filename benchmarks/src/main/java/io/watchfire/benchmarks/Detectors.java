/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.benchmarks;

import io.watchfire.streams.anomaly.DetectorType;
import io.watchfire.streams.anomaly.detector.Detector;
import io.watchfire.streams.anomaly.detector.DetectorSettings;
import io.watchfire.streams.codec.ByteReader;
import io.watchfire.streams.codec.ByteWriter;
import java.lang.management.ManagementFactory;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What a series holds of each detector, in memory and as bytes, and what writing them costs. */
@Command(name = "detectors", description = "state and heap per series, by detector")
final class Detectors implements Callable<Integer> {
  @Option(names = "--series", description = "of each detector; ${DEFAULT-VALUE}")
  private int series = 10_000;

  @Option(names = "--forests", description = "series of the forest; ${DEFAULT-VALUE}")
  private int forests = 100;

  @Option(names = "--values", description = "that each series has seen; ${DEFAULT-VALUE}")
  private int values = 1_000;

  @Override
  public Integer call() {
    for (DetectorType type : DetectorType.values()) {
      measure(type, type == DetectorType.FOREST ? forests : series);
    }
    return 0;
  }

  private void measure(DetectorType type, int count) {
    double[] day = DetectorBenchmark.day(1, values);
    long before = heap();
    List<Detector> detectors = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      detectors.add(warm(type, day));
    }
    long each = (heap() - before) / count;
    byte[] state = write(detectors.getFirst());
    int times = type == DetectorType.FOREST ? 50 : 2_000;
    long started = System.nanoTime();
    for (int i = 0; i < times; i++) {
      write(detectors.get(i % count));
    }
    long written = System.nanoTime();
    DetectorSettings settings = new DetectorSettings(0.0001, ZoneOffset.UTC);
    for (int i = 0; i < times; i++) {
      detectors.set(i % count, type.read(new ByteReader(state), settings));
    }
    System.out.printf(
        Locale.ROOT,
        "%-13s state %,8d bytes, heap %,8d bytes per series (%,d series), written in %,.1f us,"
            + " read in %,.1f us%n",
        type.text(),
        state.length,
        each,
        count,
        (written - started) / 1e3 / times,
        (System.nanoTime() - written) / 1e3 / times);
    detectors.clear();
  }

  private static Detector warm(DetectorType type, double[] day) {
    Detector detector = DetectorBenchmark.fresh(type);
    for (int i = 0; i < day.length; i++) {
      detector.next(i * DetectorBenchmark.STEP, day[i], true);
    }
    return detector;
  }

  private static byte[] write(Detector detector) {
    ByteWriter out = new ByteWriter(1 << 12);
    detector.write(out);
    return out.toBytes();
  }

  private static long heap() {
    System.gc();
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
