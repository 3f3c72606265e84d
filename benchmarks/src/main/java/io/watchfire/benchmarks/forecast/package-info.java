/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What forecasts are worth: synthetic and recorded series that label themselves (an alert is right
 * if the series crosses soon after), beside the rules that people use today. Start at {@link
 * io.watchfire.benchmarks.forecast.Forecasts}; what came out is in {@code docs/forecasts.md}.
 */
@NullMarked
package io.watchfire.benchmarks.forecast;

import org.jspecify.annotations.NullMarked;
