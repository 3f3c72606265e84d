/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * How good the detectors of anomalies are: labelled data of others, made series with incidents of
 * known kinds, and pure noise.
 *
 * <p>Start at {@link io.watchfire.benchmarks.anomaly.Scorecard}. More than 25 classes, since the
 * gaps are cut out of the very series that the other trials score.
 */
@NullMarked
package io.watchfire.benchmarks.anomaly;

import org.jspecify.annotations.NullMarked;
