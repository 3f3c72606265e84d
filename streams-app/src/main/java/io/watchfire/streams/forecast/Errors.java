/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.forecast;

import io.watchfire.streams.codec.ByteReader;
import io.watchfire.streams.codec.ByteWriter;
import java.util.Arrays;

/**
 * The last errors of forecasts of one kind, each with the width that it was given. Until there are
 * enough of them, errors that series in general show stand in.
 */
final class Errors {
  private static final int FEW = 24;

  private final boolean mirrored;
  private final double most;
  private final double[] prior;
  private final double[] errors;
  private final double[] widths;
  private final boolean[] cut;
  private int seen;

  /**
   * None yet.
   *
   * @param kept how many are kept
   * @param mirrored whether each may come on the other side as well: what stepped down may step up
   * @param most how far an error grows or shrinks with the width it is applied to, 1 or more. The
   *     width follows the window at hand; taken at its word, an error made in a calm window would
   *     have no bounds in a rough one.
   * @param prior errors to expect of a series that has none of its own, in widths
   */
  Errors(int kept, boolean mirrored, double most, double... prior) {
    this.mirrored = mirrored;
    this.most = most;
    this.prior = prior;
    errors = new double[kept];
    widths = new double[kept];
    cut = new boolean[kept];
  }

  /**
   * Adds one.
   *
   * @param wasCut whether a reset came in between
   */
  void add(double error, double width, boolean wasCut) {
    int i = seen % errors.length;
    // Rounded as they are written, so that what is read says the same.
    errors[i] = rounded(error);
    widths[i] = rounded(width);
    cut[i] = wasCut;
    // Stays below twice the capacity, so that it never overflows.
    seen = seen + 1 == 2 * errors.length ? errors.length : seen + 1;
  }

  /** The error that a share stays below of those that no reset cut short. */
  double uncut(double share, double width) {
    double[] all = ofPrior(width, 2 * kept());
    int n = prior.length;
    for (int i = 0; i < kept(); i++) {
      if (!cut[i]) {
        all[n++] = scaled(i, width);
      }
    }
    return quantile(all, n, share);
  }

  /**
   * The error that a share of all stays below.
   *
   * @param unseen errors that may come though they never did, of which a series that has enough of
   *     its own knows better; NaN is none
   */
  double quantile(double share, double width, double... unseen) {
    double[] all = ofPrior(width, 2 * kept() + unseen.length);
    int n = prior.length;
    for (double error : unseen) {
      if (kept() < FEW && !Double.isNaN(error)) {
        all[n++] = error;
      }
    }
    for (int i = 0; i < kept(); i++) {
      double error = scaled(i, width);
      all[n++] = error;
      if (mirrored) {
        all[n++] = -error;
      }
    }
    return quantile(all, n, share);
  }

  private int kept() {
    return Math.min(seen, errors.length);
  }

  private double[] ofPrior(double width, int more) {
    double[] all = new double[prior.length + more];
    for (int i = 0; i < prior.length; i++) {
      all[i] = prior[i] * width;
    }
    return all;
  }

  /** The nearest that a float can say, and finite: between infinite errors no quantile lies. */
  private static float rounded(double value) {
    return (float) Math.clamp(value, -Float.MAX_VALUE, Float.MAX_VALUE);
  }

  private double scaled(int i, double width) {
    return errors[i] * Math.clamp(width / widths[i], 1 / most, most);
  }

  private static double quantile(double[] values, int n, double share) {
    Arrays.sort(values, 0, n);
    double rank = Math.clamp(share * (n + 1) - 1, 0, n - 1);
    int below = (int) rank;
    int above = Math.min(below + 1, n - 1);
    return values[below] + (rank - below) * (values[above] - values[below]);
  }

  void write(ByteWriter out) {
    out.varint(seen);
    for (int i = 0; i < kept(); i++) {
      // Widths are above zero, so their sign is free for the mark.
      int width = Float.floatToRawIntBits((float) (cut[i] ? -widths[i] : widths[i]));
      long error = Float.floatToRawIntBits((float) errors[i]);
      out.fixed64(error << Integer.SIZE | Integer.toUnsignedLong(width));
    }
  }

  void read(ByteReader in) {
    seen = (int) Math.clamp(in.varint(), 0L, 2L * errors.length - 1);
    for (int i = 0; i < kept(); i++) {
      long bits = in.fixed64();
      float width = Float.intBitsToFloat((int) bits);
      // States may have infinite ones from before they were bounded.
      errors[i] = rounded(Float.intBitsToFloat((int) (bits >>> Integer.SIZE)));
      widths[i] = rounded(Math.abs(width));
      cut[i] = width < 0;
    }
  }
}
