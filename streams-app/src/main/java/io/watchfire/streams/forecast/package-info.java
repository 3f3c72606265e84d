/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * When a gauge will cross its limit and when an error budget will be exhausted: not one line
 * through the past but how far it can be trusted, and an alert only where it can. Knows neither
 * Kafka nor the clock; time is a parameter. {@code docs/forecasts.md} has the method in words and
 * what it is worth.
 *
 * <p>Start at {@link io.watchfire.streams.forecast.GaugeForecast} for one series, and at {@link
 * io.watchfire.streams.forecast.BudgetForecast} for an error budget.
 */
@NullMarked
package io.watchfire.streams.forecast;

import org.jspecify.annotations.NullMarked;
