/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone.detect;

import io.watchfire.streams.anomaly.AlertPolicy;
import io.watchfire.streams.anomaly.AlertPolicySettings;
import io.watchfire.streams.anomaly.Monitor;
import io.watchfire.streams.anomaly.MonitorResult;
import io.watchfire.streams.anomaly.detector.Detector;
import io.watchfire.streams.anomaly.detector.DetectorSettings;
import io.watchfire.streams.anomaly.detector.Verdict;
import io.watchfire.streams.spec.FalseAlerts;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Monitors recorded series as the running system would: row by row, each judged by those before.
 */
public final class SeriesRun {
  private static final MonitorResult UNKNOWN =
      new MonitorResult(Verdict.LEARNING, 0, false, false, Long.MIN_VALUE);

  private final Function<DetectorSettings, Detector> detector;
  private final FalseAlerts falseAlerts;
  private final ZoneId zone;

  /**
   * Prepares to monitor.
   *
   * @param detector makes a detector that has seen nothing, for each series
   * @param zone in which days and weeks recur
   */
  public SeriesRun(
      Function<DetectorSettings, Detector> detector, FalseAlerts falseAlerts, ZoneId zone) {
    this.detector = detector;
    this.falseAlerts = falseAlerts;
    this.zone = zone;
  }

  /** Judges every row; the answer has the rows of the series, in their order. */
  public List<Scored> run(Series series) {
    Scorer scorer = scorer(series.stepMillis());
    List<Scored> scored = new ArrayList<>(series.rows().size());
    series.rows().forEach(row -> scored.add(scorer.next(series.name(), row)));
    return scored;
  }

  /** Begins a series whose usual step is so long. */
  Scorer scorer(long stepMillis) {
    DetectorSettings settings = new DetectorSettings(falseAlerts.perValue(stepMillis), zone);
    return new Scorer(
        new Monitor(detector.apply(settings), new AlertPolicy(AlertPolicySettings.DEFAULT)),
        new Reasons(zone));
  }

  /** Judges the rows of one series as they come, in order of time. */
  static final class Scorer {
    private final Monitor monitor;
    private final Reasons reasons;
    private long last = Long.MIN_VALUE;

    private Scorer(Monitor monitor, Reasons reasons) {
      this.monitor = monitor;
      this.reasons = reasons;
    }

    Scored next(String file, Row row) {
      if (row.time() == last) {
        return new Scored(row, UNKNOWN, Reasons.CONFLICT);
      }
      if (row.time() < last) {
        throw new InputProblem(
            file + ": " + row.timeText() + " (expected: a file that does not change meanwhile)");
      }
      last = row.time();
      MonitorResult result = monitor.next(row.time(), row.value());
      return new Scored(row, result, reasons.of(row, result));
    }
  }
}
