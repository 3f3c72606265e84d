/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * From points to increments: what a counter or histogram grew by, with resets, duplicates, late
 * points and changed bounds given a defined result. The rules are in {@code docs/semantics.md}.
 *
 * <p>Start at {@link io.watchfire.streams.series.Family}, which applies points to remembered
 * series; {@link io.watchfire.streams.series.CumulativeSeries}, {@link
 * io.watchfire.streams.series.DeltaSeries} and {@link io.watchfire.streams.series.GaugeSeries} are
 * the three kinds. {@link io.watchfire.streams.series.ResourceHistory} tells what is new from what
 * is only seen for the first time.
 */
@NullMarked
package io.watchfire.streams.series;

import org.jspecify.annotations.NullMarked;
