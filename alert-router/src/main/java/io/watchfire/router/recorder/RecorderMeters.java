/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.recorder;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What became of events, by kind. Names of kinds come from outside, so few of them are kept. */
final class RecorderMeters {
  private static final int UNKNOWN_KINDS = 20;
  private static final int LONGEST_KIND = 60;

  private final MeterRegistry metrics;
  private final Set<String> unknown = ConcurrentHashMap.newKeySet();

  /** What can become of an event. */
  enum Result {
    /** There are entries of it in the audit trail. */
    WRITTEN("written"),
    /** It says again what was said before. */
    REPEATED("repeated"),
    /** It is of no alert, or of none that fires. */
    LEFT_OUT("left_out"),
    /** Nobody knew of its kind when this was written. */
    UNKNOWN("unknown"),
    /** It cannot be read. */
    DEAD_LETTER("dead_letter");

    private final String text;

    Result(String text) {
      this.text = text;
    }

    /** The value of the label. */
    String text() {
      return text;
    }
  }

  RecorderMeters(MeterRegistry metrics) {
    this.metrics = metrics;
  }

  void count(String kind, Result result) {
    String name = result == Result.UNKNOWN ? bounded(kind) : kind;
    Counter.builder("watchfire.recorder.events")
        .description("Events of Alertmanagers' event recorders")
        .tag("kind", name)
        .tag("result", result.text())
        .register(metrics)
        .increment();
  }

  private String bounded(String kind) {
    if (unknown.contains(kind)) {
      return kind;
    }
    boolean fits = unknown.size() < UNKNOWN_KINDS && kind.length() <= LONGEST_KIND;
    return fits && unknown.add(kind) ? kind : "other";
  }
}
