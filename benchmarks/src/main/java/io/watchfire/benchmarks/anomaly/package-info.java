/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * How good the detectors of anomalies are: labelled data of others, made series with incidents of
 * known kinds, and pure noise.
 *
 * <p>Start at {@link io.watchfire.benchmarks.anomaly.NabBenchmark}.
 */
@NullMarked
package io.watchfire.benchmarks.anomaly;

import org.jspecify.annotations.NullMarked;
