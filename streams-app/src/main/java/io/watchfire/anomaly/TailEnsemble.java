/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.anomaly;

import io.watchfire.codec.ByteReader;
import io.watchfire.codec.ByteWriter;

/** The default detector; for now the distance from a slow mean in standard deviations. */
public final class TailEnsemble implements Detector {
  private static final double SHARE = 1.0 / 300;
  private static final int LEAST = 60;

  private final double due;
  private double mean;
  private double variance;
  private long count;

  /** A detector that has seen nothing. */
  public TailEnsemble(DetectorSettings settings) {
    due = -Math.log(settings.falseAlerts());
  }

  @Override
  public Verdict next(long time, double value, boolean learn) {
    if (!Double.isFinite(value)) {
      return Verdict.LEARNING;
    }
    double spread = Math.sqrt(variance);
    double expected = mean;
    double z = spread > 0 ? Math.abs(value - mean) / spread : 0;
    double surprise = Math.min(700, z * z / 2);
    boolean ready = count >= LEAST;
    if (learn) {
      double share = Math.max(SHARE, 1.0 / ++count);
      double delta = value - mean;
      mean += share * delta;
      variance = (1 - share) * (variance + share * delta * delta);
    }
    if (!ready) {
      return Verdict.LEARNING;
    }
    double width = spread * Math.sqrt(2 * due);
    return new Verdict(
        surprise / (surprise + due),
        Math.exp(surprise),
        expected,
        expected - width,
        expected + width,
        surprise > due ? "single value" : "",
        false);
  }

  @Override
  public void write(ByteWriter out) {
    out.varint(count);
    out.fixed64(Double.doubleToLongBits(mean)).fixed64(Double.doubleToLongBits(variance));
  }

  /** Reads what {@link #write} wrote. */
  public static TailEnsemble read(ByteReader in, DetectorSettings settings) {
    TailEnsemble detector = new TailEnsemble(settings);
    detector.count = in.varint();
    detector.mean = Double.longBitsToDouble(in.fixed64());
    detector.variance = Double.longBitsToDouble(in.fixed64());
    return detector;
  }
}
