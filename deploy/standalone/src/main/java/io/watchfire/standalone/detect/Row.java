/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone.detect;

/**
 * One row of a recorded series.
 *
 * @param time milliseconds since the epoch
 * @param timeText the time as it is written
 * @param valueText the value as it is written
 * @param value NaN if what is written is not a finite number
 */
public record Row(long time, String timeText, String valueText, double value) {}
