/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.forecast;

/**
 * What is known of an error budget's future.
 *
 * @param state what is expected
 * @param remaining share of the budget that is left now; 1 is all of it, below 0 it is overspent
 * @param probability that it will be exhausted before the horizon, 0 to 1
 * @param earliest when it is exhausted at the earliest: one time in ten it comes before;
 *     milliseconds since the epoch, {@link Forecast#NEVER} if not within the horizon
 * @param expected when it is exhausted, as likely before as after; or {@link Forecast#NEVER}
 * @param latest when it is exhausted at the latest: one time in ten it comes after; or {@link
 *     Forecast#NEVER}
 * @param low what is left at the horizon: one time in ten it is less
 * @param middle what is left at the horizon, as likely less as more
 * @param high what is left at the horizon: one time in ten it is more
 * @param why the state in words
 */
public record BudgetOutlook(
    State state,
    double remaining,
    double probability,
    long earliest,
    long expected,
    long latest,
    double low,
    double middle,
    double high,
    String why) {

  /** What is expected of an error budget. */
  public enum State {
    /** There were no events. */
    LEARNING,
    /** It will not run out: less than one chance in ten. */
    WILL_NOT_RUN_OUT,
    /** It may run out. */
    MAY_RUN_OUT,
    /** It will run out: more than nine chances in ten. */
    WILL_RUN_OUT,
    /** Nothing is left. */
    EXHAUSTED
  }
}
