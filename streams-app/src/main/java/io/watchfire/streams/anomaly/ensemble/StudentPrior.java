/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.anomaly.ensemble;

/**
 * How surprising a distance in spreads is of a series of which little is known: a law with the
 * heavy tails of Student's distribution.
 */
final class StudentPrior {
  private static final double FREEDOM = 4.2;

  private StudentPrior() {}

  static double surprise(double distance) {
    return FREEDOM * Math.log1p(distance * distance / FREEDOM);
  }

  /** The distance of that surprise. */
  static double valueOf(double surprise) {
    return Math.sqrt(FREEDOM * Math.expm1(surprise / FREEDOM));
  }

  /** How fast the surprise grows with the logarithm of the distance. */
  static double growth(double distance) {
    double square = distance * distance;
    return 2 * FREEDOM * square / (FREEDOM + square);
  }
}
