/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.ingest;

import io.watchfire.schemas.otlp.AttributeSlices;
import io.watchfire.schemas.otlp.MetricVisitor;
import io.watchfire.schemas.otlp.OtlpMetric;
import io.watchfire.schemas.otlp.OtlpPoint;
import io.watchfire.schemas.protobuf.Slice;
import io.watchfire.streams.series.Point;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Packs the metrics of one record: told what it holds, hands out one packed record a resource. */
final class MetricPacker implements MetricVisitor {
  private final Plans plans;
  private final IngestCounts counts;
  private final PackedSink sink;

  private RecordOrigin origin = new RecordOrigin("", "", Map.of(), 0);
  private ResourcePlan resource;
  private MetricPlan metricPlan = new MetricPlan();
  private long metricHash;
  private long scopeHash;
  private byte[] scope = {};
  private @Nullable Packing packing;

  MetricPacker(Plans plans, IngestCounts counts, PackedSink sink) {
    this.plans = plans;
    this.counts = counts;
    this.sink = sink;
    this.resource = plans.none();
  }

  void begin(RecordOrigin from) {
    origin = from;
    packing = null;
  }

  @Override
  public boolean resource(Slice identity, AttributeSlices attributes) {
    resource = plans.resource(origin, identity, attributes);
    packing = null;
    return true;
  }

  @Override
  public void scope(Slice identity) {
    scopeHash = plans.hash(identity);
    if (!identity.isEmpty() || scope.length > 0) {
      scope =
          Arrays.copyOfRange(
              identity.array(), identity.offset(), identity.offset() + identity.length());
    }
  }

  @Override
  public boolean metric(OtlpMetric metric) {
    metricHash = plans.hash(metric);
    metricPlan = plans.metricPlan(metricHash, metric);
    return !metricPlan.wanted().isEmpty();
  }

  @Override
  public void point(OtlpMetric metric, OtlpPoint point) {
    SeriesPlan plan =
        plans.series(resource, metricPlan, metricHash, scopeHash, scope, point.attributes());
    if (plan == SeriesPlan.UNWANTED) {
      counts.unmatched(1);
      return;
    }
    Refusal refusal = refusal(plan, point);
    if (refusal != null) {
      counts.refused(refusal, 1);
      return;
    }
    SeriesPlan.Resolved how = plan.resolve(point);
    Point measured = plan.measure(point, how);
    if (measured == null) {
      counts.refused(plan.refusal(point, how), 1);
      return;
    }
    counts.matched(1);
    packing(plan).add(plan.family(), measured, how);
  }

  @Override
  public void unread(int points) {
    counts.unmatched(points);
  }

  @Override
  public void endResource() {
    flush();
  }

  private @Nullable Refusal refusal(SeriesPlan plan, OtlpPoint point) {
    if (plan == SeriesPlan.NOT_A_COUNTER) {
      return Refusal.NOT_A_COUNTER;
    }
    if (plan == SeriesPlan.NOT_A_GAUGE) {
      return Refusal.NOT_A_GAUGE;
    }
    if (!metricPlan.hasTemporality()) {
      return Refusal.NO_TEMPORALITY;
    }
    return plans.refusalOfTime(point.timeNanos(), origin.appendTimeMillis());
  }

  /** An empty resource says nothing about who wrote, so each of its families goes by itself. */
  private Packing packing(SeriesPlan plan) {
    byte[] key = resource.key(plan.family());
    Packing open = packing;
    if (open != null && Arrays.equals(open.key(), key)) {
      return open;
    }
    flush();
    open = new Packing(key, resource.tenant(), origin.appendTimeMillis(), 0);
    packing = open;
    return open;
  }

  private void flush() {
    Packing open = packing;
    if (open != null) {
      sink.packed(open.key(), open.record());
      packing = null;
    }
  }
}
