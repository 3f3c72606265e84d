/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Beside the third stage, by rule and group: partial sums to what rules of anomalies and forecasts
 * find. Start at {@link io.watchfire.streams.topology.anomalies.AnomaliesProcessor}.
 */
@NullMarked
package io.watchfire.streams.topology.anomalies;

import org.jspecify.annotations.NullMarked;
