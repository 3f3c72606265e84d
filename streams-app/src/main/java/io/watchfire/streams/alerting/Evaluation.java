/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.alerting;

/**
 * One evaluation of an alert's condition.
 *
 * @param result what was found
 * @param clockMillis the group's clock, event time in milliseconds; without data it goes on with
 *     silence
 * @param lastDataMillis where that clock stood when something was last received
 * @param noDataGraceMillis how long an alert that fires by it may fire without data: the long
 *     window of what holds; read only with {@link EvaluationResult#HOLDS}
 */
public record Evaluation(
    EvaluationResult result, long clockMillis, long lastDataMillis, long noDataGraceMillis) {}
