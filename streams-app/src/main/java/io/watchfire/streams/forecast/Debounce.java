/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.forecast;

import io.watchfire.streams.codec.ByteReader;
import io.watchfire.streams.codec.ByteWriter;

/**
 * Whether a condition is worth an alert: it must last before it counts, and be gone for a while
 * before the alert ends, as {@code for} and {@code keep_firing_for} of Prometheus.
 */
final class Debounce {
  private static final long NOT = Long.MIN_VALUE;

  private final long pendingMillis;
  private final long clearMillis;
  private boolean holds;
  private long sinceMillis = NOT;

  Debounce(ForecastSettings settings) {
    pendingMillis = settings.pendingFor().toMillis();
    clearMillis = settings.clearFor().toMillis();
  }

  boolean holds() {
    return holds;
  }

  /**
   * The state after an evaluation.
   *
   * @param begins whether the condition is there
   * @param stays whether what is there keeps an alert that has begun
   */
  boolean next(long timeMillis, boolean begins, boolean stays) {
    boolean changes = holds ? !stays : begins;
    if (!changes) {
      sinceMillis = NOT;
      return holds;
    }
    if (sinceMillis == NOT) {
      sinceMillis = timeMillis;
    }
    if (timeMillis - sinceMillis >= (holds ? clearMillis : pendingMillis)) {
      holds = !holds;
      sinceMillis = NOT;
    }
    return holds;
  }

  void write(ByteWriter out) {
    out.u8(holds ? 1 : 0).fixed64(sinceMillis);
  }

  static Debounce read(ByteReader in, ForecastSettings settings) {
    Debounce debounce = new Debounce(settings);
    debounce.holds = in.u8() == 1;
    debounce.sinceMillis = in.fixed64();
    return debounce;
  }
}
