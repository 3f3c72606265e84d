/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.topology;

/** The names by which processors forward to what more than one of them, or others, write. */
public final class Sinks {
  /** Alerts' current states. */
  public static final String ALERTS = "alerts";

  /** Every transition of them. */
  public static final String AUDIT = "audit";

  /** How objectives stand. */
  public static final String STATUS = "slo-status";

  /** What rules of anomalies and forecasts found. */
  public static final String ANOMALIES = "anomalies";

  private Sinks() {}
}
