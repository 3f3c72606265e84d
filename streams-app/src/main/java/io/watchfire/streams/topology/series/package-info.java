/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Second stage, by resource: packed points to increments, and one partial sum for each rule and
 * group. Start at {@link io.watchfire.streams.topology.series.SeriesProcessor}.
 */
@NullMarked
package io.watchfire.streams.topology.series;

import org.jspecify.annotations.NullMarked;
