/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.benchmarks.anomaly;

/**
 * What a detector and its alert policy said of one series.
 *
 * @param scores what may alert, row by row
 * @param starts where an alert starts
 */
public record ScoredSeries(LabelledSeries series, double[] scores, boolean[] starts) {}
