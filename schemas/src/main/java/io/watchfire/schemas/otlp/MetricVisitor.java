/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.schemas.otlp;

import io.watchfire.schemas.protobuf.Slice;

/**
 * Told what a record of metrics holds, in the order of the record. Everything passed in is reused
 * and valid only during the call.
 */
public interface MetricVisitor {
  /**
   * A resource begins.
   *
   * @param identity the raw bytes of the Resource message; empty if absent
   * @param attributes its attributes
   * @return false if its points are only to be counted
   */
  boolean resource(Slice identity, AttributeSlices attributes);

  /**
   * A scope of a wanted resource begins.
   *
   * @param identity the raw bytes of the InstrumentationScope message; empty if absent
   */
  void scope(Slice identity);

  /**
   * Asked once per Metric message of a wanted resource, before any of its points is decoded. A
   * metric without data is not asked about.
   *
   * @return false if it is to be skipped and its points are only to be counted
   */
  boolean metric(OtlpMetric metric);

  /** A point of a wanted metric. */
  void point(OtlpMetric metric, OtlpPoint point);

  /**
   * Data points skipped since {@link #resource} or {@link #metric} said no: once per refused metric
   * or, for a refused resource, once before its end. Not called for none.
   */
  void unread(int points);

  /** The resource ends, wanted or not. */
  void endResource();
}
