/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.anomaly;

import io.watchfire.streams.anomaly.detector.Verdict;

/**
 * What a {@link Monitor} says of one value.
 *
 * @param verdict of the detector, whether or not an alert may start
 * @param score what may alert, 0 to 1 as in the verdict; 0 while something as rare was just seen,
 *     and where the policy's direction or least deviation is not met
 * @param starts whether an alert starts with this value
 * @param firing whether an alert is on, this value included
 * @param since when the alert that is on started, milliseconds since the epoch; {@link
 *     Long#MIN_VALUE} if none is
 */
public record MonitorResult(
    Verdict verdict, double score, boolean starts, boolean firing, long since) {}
