/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.schemas.otlp;

import io.watchfire.schemas.protobuf.Slice;

/** What a metric's points have in common: reused, valid only during the call that passes it. */
public final class OtlpMetric {
  final Slice name = new Slice();
  final Slice unit = new Slice();
  MetricType type = MetricType.GAUGE;
  Temporality temporality = Temporality.UNSPECIFIED;
  boolean monotonic;

  OtlpMetric() {}

  /** The name, for example {@code http.server.request.duration}. */
  public Slice name() {
    return name;
  }

  /** The unit in UCUM, for example {@code s}; often empty. */
  public Slice unit() {
    return unit;
  }

  /** Which kind of points it has. */
  public MetricType type() {
    return type;
  }

  /** Of sums and histograms; unspecified for the others. */
  public Temporality temporality() {
    return temporality;
  }

  /** Whether a sum only grows; false for everything else. */
  public boolean monotonic() {
    return monotonic;
  }
}
