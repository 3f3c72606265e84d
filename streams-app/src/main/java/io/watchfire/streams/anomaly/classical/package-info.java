/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Detectors as textbooks have them: moving average, median, seasonal, change point, Random Cut
 * Forest. Each is a class of its own behind {@link io.watchfire.streams.anomaly.detector.Detector};
 * they share {@link io.watchfire.streams.anomaly.classical.TailProbability}.
 */
@NullMarked
package io.watchfire.streams.anomaly.classical;

import org.jspecify.annotations.NullMarked;
