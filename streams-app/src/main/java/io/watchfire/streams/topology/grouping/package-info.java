/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Last stage, by rule and tenant: alerts of many groups to one alert per cause. Start at {@link
 * io.watchfire.streams.topology.grouping.GroupingProcessor}.
 */
@NullMarked
package io.watchfire.streams.topology.grouping;

import org.jspecify.annotations.NullMarked;
