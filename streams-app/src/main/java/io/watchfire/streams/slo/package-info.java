/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Service level objectives: windows of good and bad events, burn rates, the error budget, and when
 * they are worth an alert. Knows neither Kafka nor the clock; time is a parameter.
 *
 * <p>Start at {@link io.watchfire.streams.slo.SloGroup}, the life of one objective of one group;
 * {@link io.watchfire.streams.slo.Buckets} holds its events, {@link
 * io.watchfire.streams.slo.BurnRates} judges them.
 */
@NullMarked
package io.watchfire.streams.slo;

import org.jspecify.annotations.NullMarked;
