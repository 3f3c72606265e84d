/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.anomaly.ensemble;

/**
 * The surprisal of a distance in spreads of a series of which little is known: {@code c ln(1 +
 * d²/c)} with c = {@value #FREEDOM}, quadratic for small distances, as of a normal distribution,
 * and with the heavy tails of Student's t for large ones.
 */
final class StudentPrior {
  private static final double FREEDOM = 4.2;

  private StudentPrior() {}

  static double surprisal(double distance) {
    return FREEDOM * Math.log1p(distance * distance / FREEDOM);
  }

  /** The distance of that surprisal. */
  static double valueOf(double surprisal) {
    return Math.sqrt(FREEDOM * Math.expm1(surprisal / FREEDOM));
  }

  /** How fast the surprisal grows with the logarithm of the distance. */
  static double growth(double distance) {
    double square = distance * distance;
    return 2 * FREEDOM * square / (FREEDOM + square);
  }
}
