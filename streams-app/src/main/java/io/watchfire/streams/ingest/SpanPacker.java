/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.ingest;

import io.watchfire.schemas.otlp.AttributeSlices;
import io.watchfire.schemas.otlp.OtlpSpan;
import io.watchfire.schemas.otlp.SpanVisitor;
import io.watchfire.schemas.protobuf.Slice;
import io.watchfire.streams.alerting.GroupClock;
import io.watchfire.streams.query.EventTime;
import io.watchfire.streams.query.GroupKey;
import io.watchfire.streams.query.Measure;
import io.watchfire.streams.query.MetricNames;
import io.watchfire.streams.query.Sum;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Packs the spans of one record: counts, per group and second, those that rules want. A batch gets
 * an identity from its spans, so that one that was sent twice counts once.
 */
final class SpanPacker implements SpanVisitor {
  private static final long BATCH_SEED = 0x57a7cf17eL;

  private final Plans plans;
  private final MetricPlan counts;
  private final MetricPlan durations;
  private final IngestCounts ingestCounts;
  private final PackedSink sink;
  private final boolean[] wantedKinds;

  private RecordOrigin origin = new RecordOrigin("", "", Map.of(), 0);
  private ResourcePlan resource;
  private final Map<Slot, SpanTally> tallies = new HashMap<>();
  private final Map<GroupKey, String> obstacles = new HashMap<>();
  private long batch;

  SpanPacker(Plans plans, IngestCounts ingestCounts, PackedSink sink) {
    this.plans = plans;
    this.counts = SpanNames.counts(plans.rules());
    this.durations = SpanNames.durations(plans.rules());
    this.ingestCounts = ingestCounts;
    this.sink = sink;
    this.wantedKinds = SpanNames.kinds(List.of(counts, durations));
    this.resource = plans.none();
  }

  /** What spans are counted for: a group, one source of it, one second. */
  private record Slot(GroupKey group, int source, long timeMillis) {}

  void begin(RecordOrigin from) {
    origin = from;
    clear();
  }

  @Override
  public boolean resource(Slice identity, AttributeSlices attributes) {
    if (counts.wanted().isEmpty() && durations.wanted().isEmpty()) {
      return false;
    }
    resource = plans.resource(origin, identity, attributes);
    batch = BATCH_SEED;
    clear();
    return true;
  }

  @Override
  public void span(OtlpSpan span) {
    batch = batch * 31 + (span.spanId().hash(BATCH_SEED) ^ span.traceId().hash(batch));
    if (!wantedKinds[SpanNames.kindCode(span)]) {
      ingestCounts.unmatched(1);
      return;
    }
    Map<String, String> labels = labels(span);
    double weight = Sampling.weight(span.traceState().utf8());
    double seconds = EventTime.seconds(Math.max(0, span.endNanos() - span.startNanos()));
    boolean wanted = false;
    Refusal refusal = plans.refusalOfTime(span.endNanos());
    for (MetricPlan metricPlan : List.of(counts, durations)) {
      for (RuleIndex.Wanted use : metricPlan.wanted()) {
        if (use.input().wants(resource.tenant(), labels)) {
          wanted = true;
          String obstacle = Resolution.obstacleOfSpans(use, metricPlan);
          if (!obstacle.isEmpty()) {
            obstacles.put(group(use.input(), labels), obstacle);
          } else if (refusal == null) {
            count(use, labels, span, weight, seconds);
          }
        }
      }
    }
    if (!wanted) {
      ingestCounts.unmatched(1);
    } else if (refusal != null) {
      ingestCounts.refused(refusal, 1);
    } else {
      ingestCounts.matched(1);
      if (GroupClock.isAhead(endMillis(span), origin.appendTimeMillis())) {
        ingestCounts.ahead(1);
      }
    }
  }

  @Override
  public void unread(int spans) {
    ingestCounts.unmatched(spans);
  }

  @Override
  public void endResource() {
    if (tallies.isEmpty() && obstacles.isEmpty()) {
      return;
    }
    Packing packing =
        new Packing(
            resource.key(0),
            resource.tenant(),
            origin.appendTimeMillis(),
            batch,
            plans.rules().fingerprint());
    tallies.forEach(
        (slot, tally) ->
            packing.add(slot.group().bytes(), slot.source(), slot.timeMillis(), tally));
    obstacles.forEach((group, obstacle) -> packing.invalid(group.bytes(), obstacle));
    sink.packed(packing.key(), packing.record());
    clear();
  }

  private void clear() {
    tallies.clear();
    obstacles.clear();
  }

  private GroupKey group(Input input, Map<String, String> labels) {
    return input.group(resource.tenant(), resource.cluster(), labels);
  }

  private void count(
      RuleIndex.Wanted use,
      Map<String, String> labels,
      OtlpSpan span,
      double weight,
      double seconds) {
    Input input = use.input();
    long countedAtMillis = GroupClock.countedAt(endMillis(span), origin.appendTimeMillis());
    long timeMillis = EventTime.endOfSecondMillis(EventTime.nanos(countedAtMillis));
    Slot slot = new Slot(group(input, labels), input.source(), timeMillis);
    SpanTally tally = tallies.computeIfAbsent(slot, c -> new SpanTally());
    double amount = weight * amount(use, seconds);
    if (input.query().measure() instanceof Measure.Buckets) {
      tally.observe(seconds, amount);
    } else if (input.numerator()) {
      tally.addToNumerator(amount);
    } else {
      tally.addToTotal(amount);
    }
  }

  private static long endMillis(OtlpSpan span) {
    return EventTime.endOfMillisecond(span.endNanos());
  }

  private static double amount(RuleIndex.Wanted use, double seconds) {
    return switch (use.input().query().measure()) {
      case Measure.Count count -> 1;
      case Measure.Buckets buckets -> 1;
      case Measure.Value value -> 0;
      case Measure.Sum sum -> seconds * Sum.SCALE;
      case Measure.UpTo upTo -> seconds <= EventTime.seconds(upTo.limit().toNanos()) ? 1 : 0;
      case Measure.UpToBound upTo -> seconds <= upTo.bound() ? 1 : 0;
      case Measure.BySuffix suffix -> use.part() == MetricNames.Part.SUM ? seconds * Sum.SCALE : 1;
    };
  }

  private Map<String, String> labels(OtlpSpan span) {
    Map<String, String> labels = ResourceLabels.with(resource.labels(), span.attributes().toMap());
    labels.put("span_name", span.name().utf8());
    labels.put("span_kind", SpanNames.kind(span));
    labels.put("status_code", SpanNames.status(span));
    return labels;
  }
}
