/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.ingest;

import io.watchfire.schemas.otlp.Encoding;
import io.watchfire.schemas.protobuf.MalformedTelemetryException;
import io.watchfire.streams.query.GroupKey;
import io.watchfire.streams.query.GroupLabel;
import io.watchfire.streams.query.Measure;
import io.watchfire.streams.query.MetricQuery;
import io.watchfire.streams.series.Point;
import io.watchfire.streams.spec.Indicator;
import io.watchfire.streams.spec.Source;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** An ingest with a topic of every kind of input, and what it counted. */
final class Intake implements IngestCounts {
  static final String METRICS = "metrics";
  static final String METRICS_IN_JSON = "metrics-in-json";
  static final String SPANS = "spans";
  static final String SPANS_IN_JSON = "spans-in-json";
  static final String SUMMARIES = "summaries";

  static final long APPEND_TIME_MILLIS = 1_795_428_000_000L;

  /** The moment at which every record is received. */
  static final long NOW_NANOS = APPEND_TIME_MILLIS * 1_000_000;

  static final long MINUTE_NANOS = 60_000_000_000L;

  private static final long SEED = 20261130;

  final Map<Refusal, Long> refused = new EnumMap<>(Refusal.class);
  long matched;
  long ahead;
  long unmatched;

  private final Ingest ingest;

  Intake(Indicator... indicators) {
    this(
        new Resolver(
            List.of(new Resolver.ResourceAttribute("tenant"), new Resolver.Default("default"))),
        indicators);
  }

  Intake(Resolver tenants, Indicator... indicators) {
    ingest =
        new Ingest(
            Map.of(
                METRICS, new InputFormat(InputFormat.Signal.METRICS, Encoding.OTLP_PROTO),
                METRICS_IN_JSON, new InputFormat(InputFormat.Signal.METRICS, Encoding.OTLP_JSON),
                SPANS, new InputFormat(InputFormat.Signal.SPANS, Encoding.OTLP_PROTO),
                SPANS_IN_JSON, new InputFormat(InputFormat.Signal.SPANS, Encoding.OTLP_JSON),
                SUMMARIES,
                    new InputFormat(InputFormat.Signal.SPAN_SUMMARIES, Encoding.WATCHFIRE_JSON)),
            new RuleIndex(List.of(indicators)),
            tenants,
            new Resolver(List.of(new Resolver.ResourceAttribute("k8s.cluster.name"))),
            SEED);
  }

  /** A rule that divides what one selector picks by what another does; grouped by labels. */
  static Indicator ratio(String rule, String numerator, String total, String... by) {
    Source source =
        new Source(
            "", List.of(MetricQuery.of(numerator)), List.of(MetricQuery.of(total)), List.of());
    return indicator(rule, source, by);
  }

  /** A rule that measures something of what a selector picks. */
  static Indicator measured(String rule, Measure measure, String selector) {
    return indicator(rule, new Source("", List.of(query(selector, measure)), List.of(), List.of()));
  }

  static Indicator indicator(String rule, Source source, String... by) {
    return new Indicator(
        rule, "", List.of(source), List.of(by).stream().map(GroupLabel::of).toList());
  }

  static MetricQuery query(String selector, Measure measure) {
    return new MetricQuery(MetricQuery.of(selector).selector(), measure);
  }

  List<Ingest.Packed> pack(String topic, byte[] record) throws MalformedTelemetryException {
    return pack(new RecordOrigin(topic, "", Map.of(), APPEND_TIME_MILLIS), record);
  }

  /** A copy: ingest gives the same list again. */
  List<Ingest.Packed> pack(RecordOrigin origin, byte[] record) throws MalformedTelemetryException {
    return new ArrayList<>(ingest.pack(origin, record, this));
  }

  /** The only packed record. */
  PackedRecord only(String topic, byte[] record) throws MalformedTelemetryException {
    List<Ingest.Packed> packed = pack(topic, record);
    if (packed.size() != 1) {
      throw new AssertionError(packed.size() + " packed records (expected: one)");
    }
    return packed.getFirst().value();
  }

  /** The only point of the only packed record of metrics. */
  Point point(byte[] record) throws MalformedTelemetryException {
    List<PackedRecord.Measured> points = only(METRICS, record).points();
    if (points.size() != 1) {
      throw new AssertionError(points.size() + " points (expected: one)");
    }
    return points.getFirst().point();
  }

  /** What is said about the only target of the only packed record of metrics. */
  List<PackedRecord.Notice> notices(byte[] record) throws MalformedTelemetryException {
    return only(METRICS, record).notices();
  }

  static List<GroupKey> targets(PackedRecord record) {
    return record.targets().stream().map(GroupKey::of).toList();
  }

  @Override
  public void matched(long points) {
    matched += points;
  }

  @Override
  public void ahead(long points) {
    ahead += points;
  }

  @Override
  public void unmatched(long points) {
    unmatched += points;
  }

  @Override
  public void refused(Refusal cause, long points) {
    refused.merge(cause, points, Long::sum);
  }
}
