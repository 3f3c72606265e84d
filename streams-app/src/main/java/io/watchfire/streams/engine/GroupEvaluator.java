/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.engine;

import io.watchfire.schemas.alert.Alert;
import io.watchfire.streams.alerting.Lifecycle;
import io.watchfire.streams.query.GroupKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule at work on one group, beside the objectives: it evaluates the group's numbers, or whether
 * anything comes of it at all. Wall-clock time is a parameter, in milliseconds since the epoch.
 */
public sealed interface GroupEvaluator permits SeriesEvaluator, AbsenceEvaluator {
  /** The rule. */
  SeriesRule rule();

  /** Whose alert it leads. */
  GroupKey key();

  /** The clock that the alert's times are by, in milliseconds. */
  long clock();

  /** Where its alert is. */
  Lifecycle life();

  /** Lets time pass. */
  void tick(long wallClockMillis);

  /** Lets the clock go on from here: it stood still while nobody ran. */
  void resume(long wallClockMillis);

  /** Notices that nothing has come for long. */
  void notice();

  /** The changes of the alert since they were last asked for. */
  List<Alert> changes();

  /** On which side of what was expected the last change was: -1 below, 1 above, 0 if neither. */
  int side();

  /** The alert as it stands; null if there was none yet. */
  @Nullable Alert alert();

  /** Whether the group has been silent for so long that nothing of it need be kept. */
  boolean isGone();

  /** Whether {@link #write} has to be kept: it would say more than it last did. */
  boolean keepDue();

  /** Writes the state. */
  byte[] write();

  /** Takes up what {@link #write} wrote. */
  void read(byte[] value);
}
