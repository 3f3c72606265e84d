/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.topology.anomalies;

import io.watchfire.schemas.alert.Alert;
import io.watchfire.streams.engine.GroupEvaluator;
import io.watchfire.streams.engine.SeriesCommand;
import io.watchfire.streams.engine.SeriesEvaluator;
import io.watchfire.streams.query.StepBuckets.Closed;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A group of a series rule at work, and what of it has been kept. */
final class RunningEvaluator {
  /** What was learnt is kept after so many numbers; not of all groups in the same minute. */
  private static final int CHECKPOINT = 32;

  private final byte[] hash;
  private final GroupEvaluator evaluator;
  private final List<Long> judged = new ArrayList<>();
  private int untilCheckpoint;
  private long refreshedAt;
  private boolean forgotten;
  private List<Alert> renamed = List.of();

  RunningEvaluator(byte[] hash, GroupEvaluator evaluator) {
    this.hash = hash;
    this.evaluator = evaluator;
    this.untilCheckpoint = 1 + (hash[0] & (CHECKPOINT - 1));
  }

  byte[] hash() {
    return hash;
  }

  GroupEvaluator evaluator() {
    return evaluator;
  }

  /** Takes up what was kept. */
  void restore(EvaluatorStore.Kept kept, long wallClockMillis) {
    if (kept.state().length > 0) {
      evaluator.read(kept.state());
    }
    if (evaluator instanceof SeriesEvaluator series) {
      learn(kept, series);
    }
    evaluator.resume(wallClockMillis);
    Alert alert = evaluator.alert();
    // Without one it began anew just before it was stopped: what is kept is not ended yet.
    String fingerprint = alert == null ? "" : alert.fingerprint();
    renamed = kept.alerts().stream().filter(a -> !a.fingerprint().equals(fingerprint)).toList();
  }

  private void learn(EvaluatorStore.Kept kept, SeriesEvaluator series) {
    if (kept.checkpoint().length > 0) {
      EvaluatorStore.readLearnt(kept.checkpoint(), series);
    }
    for (Closed closed : kept.judged()) {
      series.replay(closed);
      judged.add(closed.endMillis());
    }
  }

  /** Takes up nothing but the alert, to be ended: what was learnt is of something else. */
  void beginAnew(EvaluatorStore.Kept kept, EvaluatorStore store) {
    store.discardLearnt(kept);
    renamed = kept.alerts();
  }

  /**
   * The alert as it was before its rule was given other labels or another series; whoever asks has
   * to end it.
   */
  List<Alert> takeRenamed() {
    List<Alert> taken = renamed;
    renamed = List.of();
    return taken;
  }

  /** Judges one more bucket and keeps it; null if none is due. */
  @Nullable Closed evaluate(SeriesEvaluator series, long before, EvaluatorStore store) {
    Closed closed = series.evaluate(before);
    if (closed == null) {
      return null;
    }
    untilCheckpoint--;
    if (untilCheckpoint <= 0) {
      checkpoint(series, store);
    } else {
      store.putJudged(hash, closed);
      judged.add(closed.endMillis());
    }
    return closed;
  }

  /** Obeys, and keeps what is learnt: the numbers before the command are not judged again. */
  void apply(SeriesCommand command, EvaluatorStore store) {
    if (evaluator instanceof SeriesEvaluator series) {
      series.apply(command);
      checkpoint(series, store);
    }
  }

  /** What was judged of a time that is not there yet must not be judged again after a restart. */
  void keepIfBegunAnew(EvaluatorStore store) {
    if (evaluator instanceof SeriesEvaluator series && series.takeBegunAnew()) {
      checkpoint(series, store);
    }
  }

  private void checkpoint(SeriesEvaluator series, EvaluatorStore store) {
    store.putLearnt(hash, series, judged);
    judged.clear();
    untilCheckpoint = CHECKPOINT;
  }

  void remove(EvaluatorStore store) {
    store.remove(hash, judged);
  }

  boolean refreshDue(long wallClockMillis, long interval) {
    return wallClockMillis - refreshedAt >= interval;
  }

  void refreshed(long wallClockMillis) {
    refreshedAt = wallClockMillis;
    forgotten = false;
  }

  /** Whether its end has not been forgotten yet; from now on it is. */
  boolean forgetNow() {
    boolean now = !forgotten;
    forgotten = true;
    return now;
  }
}
