/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The default detector: an ensemble of statistics, each judged by the tail of its own past
 * (docs/anomalies.md). Start at {@link io.watchfire.streams.anomaly.ensemble.TailEnsemble}.
 */
@NullMarked
package io.watchfire.streams.anomaly.ensemble;

import org.jspecify.annotations.NullMarked;
