/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What rules of anomalies and forecasts found in one bucket of one group.
 *
 * <p>Start at {@link io.watchfire.schemas.series.SeriesReading}.
 */
@NullMarked
package io.watchfire.schemas.series;

import org.jspecify.annotations.NullMarked;
