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
import io.watchfire.streams.alerting.GroupClock;
import io.watchfire.streams.query.EventTime;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Packs the metrics of one record: told what it holds, hands out one packed record a resource. */
final class MetricPacker implements MetricVisitor {
  /** The Collector's receiver that scrapes, as the name of its scope says. */
  private static final String SCRAPER = "/receiver/prometheusreceiver";

  private final Plans plans;
  private final IngestCounts counts;
  private final PackedSink sink;

  private RecordOrigin origin = new RecordOrigin("", "", Map.of(), 0);
  private ResourcePlan resource;
  private MetricPlan metricPlan = new MetricPlan();
  private long metricHash;
  private long scopeHash;
  private byte[] scope = {};
  private boolean scraped;
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
    scraped = new String(scope, StandardCharsets.ISO_8859_1).contains(SCRAPER);
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
    SeriesPlan.Taken taken = plan.take(point, startNanos(point));
    if (taken == null) {
      counts.refused(plan.refusal(point), 1);
      return;
    }
    counts.matched(1);
    if (GroupClock.isAhead(
        EventTime.endOfMillisecond(point.timeNanos()), origin.appendTimeMillis())) {
      counts.ahead(1);
    }
    packing(plan).add(plan.family(), taken.point(), taken.how());
  }

  @Override
  public void unread(int points) {
    counts.unmatched(points);
  }

  @Override
  public void endResource() {
    flush();
  }

  /**
   * What a scraper tells as the start is when it began to look: the counter is older, and two
   * replicas tell two starts of one counter. So the start is not known.
   */
  private long startNanos(OtlpPoint point) {
    long startNanos = point.startNanos();
    return scraped || startNanos < 0 || startNanos > point.timeNanos() ? 0 : startNanos;
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
    return plans.refusalOfTime(point.timeNanos());
  }

  /** An empty resource says nothing about who wrote, so each of its families goes by itself. */
  private Packing packing(SeriesPlan plan) {
    byte[] key = resource.key(plan.family());
    Packing open = packing;
    if (open != null && !open.isFull() && Arrays.equals(open.key(), key)) {
      return open;
    }
    flush();
    open =
        new Packing(
            key, resource.tenant(), origin.appendTimeMillis(), 0, plans.rules().fingerprint());
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
