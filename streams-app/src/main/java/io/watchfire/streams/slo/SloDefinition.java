/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.slo;

import io.watchfire.streams.alerting.Timing;

/**
 * What of a rule each of its groups needs to know.
 *
 * @param objective the promise
 * @param timing the patience of its alerts
 * @param countsGood whether the numerator counts good events instead of bad ones
 */
public record SloDefinition(Objective objective, Timing timing, boolean countsGood) {}
