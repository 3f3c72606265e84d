/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Statistical anomalies of one series: a detector says how rare a value is and what was expected, a
 * {@link io.watchfire.streams.anomaly.AlertPolicy} says whether that is worth an alert. Knows
 * neither Kafka nor the clock; time is a parameter.
 *
 * <p>Start at {@link io.watchfire.streams.anomaly.Monitor}, then {@link
 * io.watchfire.streams.anomaly.detector.Detector}.
 */
@NullMarked
package io.watchfire.streams.anomaly;

import org.jspecify.annotations.NullMarked;
