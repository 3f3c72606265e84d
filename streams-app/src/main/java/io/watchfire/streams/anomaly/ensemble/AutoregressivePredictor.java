/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.anomaly.ensemble;

import io.watchfire.streams.anomaly.detector.Bits;
import io.watchfire.streams.codec.ByteReader;
import io.watchfire.streams.codec.ByteWriter;
import java.util.Arrays;

/**
 * What the next value should be by the last eight: an autoregression fitted by recursive least
 * squares with forgetting (e.g. S. Haykin, "Adaptive Filter Theory", chapter on RLS), on distances
 * from the level in spreads. Errors are clipped before they are learnt.
 */
final class AutoregressivePredictor {
  private static final int LAGS = 8;
  private static final int TERMS = LAGS + 1;
  private static final double FORGETTING = 0.9995;
  private static final double INPUT_CLIP = 6;
  private static final double ERROR_CLIP = 6;
  private static final double VAGUE = 100;
  private static final double DEGENERATE = 1e6;
  private static final double SPREAD_SHARE = 0.01;
  private static final double LEAST_SPREAD = 0.02;

  private final double[] lags = new double[LAGS];
  private final double[] weights = new double[TERMS];

  /** Symmetric, so only the part from the diagonal on is kept, row by row. */
  private final double[] covariance = new double[TERMS * (TERMS + 1) / 2];

  private double spread;
  private long learnt;

  // Of the present row, between predict and learn.
  private final double[] inputs = new double[TERMS];
  private final double[] gain = new double[TERMS];

  AutoregressivePredictor() {
    weights[1] = 0.5;
    vague();
  }

  private void vague() {
    int at = 0;
    for (int i = 0; i < TERMS; i++) {
      for (int j = i; j < TERMS; j++) {
        covariance[at++] = i == j ? VAGUE : 0;
      }
    }
  }

  /** The next value's distance from the level, in spreads of the level. */
  double predict(double level, double unit) {
    inputs[0] = 1;
    double sum = weights[0];
    for (int i = 0; i < LAGS; i++) {
      inputs[i + 1] = Math.clamp((lags[i] - level) / unit, -INPUT_CLIP, INPUT_CLIP);
      sum += weights[i + 1] * inputs[i + 1];
    }
    return sum;
  }

  /** The mean absolute error, in spreads of the level. */
  double spread() {
    return Math.max(spread, LEAST_SPREAD);
  }

  /** The value before. */
  double last() {
    return lags[0];
  }

  /** Learns from the error of the last prediction. */
  void learn(double error) {
    double limit = spread == 0 ? Double.MAX_VALUE : ERROR_CLIP * Math.max(spread, 1e-6);
    double clipped = Math.clamp(error, -limit, limit);
    gain();
    double scale = FORGETTING;
    for (int i = 0; i < TERMS; i++) {
      scale += inputs[i] * gain[i];
    }
    for (int i = 0; i < TERMS; i++) {
      weights[i] += gain[i] / scale * clipped;
    }
    shrink(scale);
    learnt++;
    spread += Math.max(SPREAD_SHARE, 1.0 / learnt) * (Math.abs(clipped) - spread);
  }

  /** The covariance times the inputs. */
  private void gain() {
    Arrays.fill(gain, 0);
    int at = 0;
    for (int i = 0; i < TERMS; i++) {
      gain[i] += covariance[at++] * inputs[i];
      for (int j = i + 1; j < TERMS; j++) {
        gain[i] += covariance[at] * inputs[j];
        gain[j] += covariance[at++] * inputs[i];
      }
    }
  }

  private void shrink(double scale) {
    double trace = 0;
    int at = 0;
    for (int i = 0; i < TERMS; i++) {
      trace += covariance[at] - gain[i] * gain[i] / scale;
      for (int j = i; j < TERMS; j++) {
        covariance[at] = (covariance[at] - gain[i] * gain[j] / scale) / FORGETTING;
        at++;
      }
    }
    if (!(trace / FORGETTING < DEGENERATE)) {
      vague();
    }
  }

  /** Makes a value part of the recent past. */
  void push(double value) {
    System.arraycopy(lags, 0, lags, 1, LAGS - 1);
    lags[0] = value;
  }

  /** Forgets the recent past, as after a gap. */
  void restart(double level) {
    Arrays.fill(lags, level);
  }

  void write(ByteWriter out) {
    Bits.write(out, lags);
    Bits.write(out, weights);
    Bits.write(out, covariance);
    Bits.write(out, spread);
    out.varint(learnt);
  }

  void read(ByteReader in) {
    Bits.read(in, lags);
    Bits.read(in, weights);
    Bits.read(in, covariance);
    spread = Bits.read(in);
    learnt = in.varint();
  }
}
