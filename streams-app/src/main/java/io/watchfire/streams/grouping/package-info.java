/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * One alert per cause: where a share of a rule's groups is anomalous at the same time, one alert
 * about all of them stands for theirs. Knows no clock; time is a parameter.
 *
 * <p>Start at {@link io.watchfire.streams.grouping.AlertGrouping}.
 */
@NullMarked
package io.watchfire.streams.grouping;

import org.jspecify.annotations.NullMarked;
