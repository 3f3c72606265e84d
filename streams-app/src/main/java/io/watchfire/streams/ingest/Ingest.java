/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.ingest;

import io.watchfire.schemas.json.WatchfireJson;
import io.watchfire.schemas.otlp.EncodingGuess;
import io.watchfire.schemas.otlp.OtlpMetricsReader;
import io.watchfire.schemas.otlp.OtlpSpansReader;
import io.watchfire.schemas.otlp.json.OtlpJson;
import io.watchfire.schemas.protobuf.MalformedTelemetryException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Turns input records into packed records. Everything but OTLP protobuf is rewritten as that first,
 * so there is one reader. Not thread-safe; a stream task has one of its own.
 */
public final class Ingest {
  private final Map<String, InputFormat> formats;
  private final Plans plans;
  private final OtlpMetricsReader metricsReader = new OtlpMetricsReader();
  private final OtlpSpansReader spansReader = new OtlpSpansReader();
  private final OtlpJson otlpJson = new OtlpJson();
  private final WatchfireJson watchfireJson = new WatchfireJson();
  private final MetricPacker metrics;
  private final SpanPacker spans;
  private final CountsOfRecord counts = new CountsOfRecord();
  private final List<Packed> packed = new ArrayList<>();

  /**
   * @param formats what each input topic carries
   * @param seed random, so that nobody outside can make hashes collide
   */
  public Ingest(
      Map<String, InputFormat> formats,
      RuleIndex rules,
      Resolver tenants,
      Resolver clusters,
      long seed) {
    this.formats = Map.copyOf(formats);
    this.plans = new Plans(rules, tenants, clusters, seed);
    PackedSink collect = (key, value) -> packed.add(new Packed(key, value));
    this.metrics = new MetricPacker(plans, counts, collect);
    this.spans = new SpanPacker(plans, counts, collect);
  }

  /** A packed record and its key. */
  public record Packed(byte[] key, PackedRecord value) {}

  /**
   * Packs what rules want of a record. A record that turns out to be malformed half way counts for
   * nothing: it goes to the dead-letter topic whole.
   *
   * @throws MalformedTelemetryException if it is not what its topic is configured to carry; says
   *     where, and what it looks like instead
   */
  public List<Packed> pack(RecordOrigin origin, byte[] value, IngestCounts to)
      throws MalformedTelemetryException {
    packed.clear();
    counts.clear();
    plans.trim();
    InputFormat format = formats.get(origin.topic());
    if (format == null) {
      throw new IllegalStateException("topic: " + origin.topic() + " (expected: a configured one)");
    }
    try {
      read(format, origin, value);
    } catch (MalformedTelemetryException e) {
      throw new MalformedTelemetryException(explain(e, origin, format, value), e.offset());
    }
    counts.addTo(to);
    return packed;
  }

  private void read(InputFormat format, RecordOrigin origin, byte[] value)
      throws MalformedTelemetryException {
    switch (format.signal()) {
      case METRICS -> {
        metrics.begin(origin);
        metricsReader.read(metricBytes(format, value), metrics);
      }
      case SPAN_SUMMARIES -> {
        metrics.begin(origin);
        metricsReader.read(watchfireJson.spanSummaries(value), metrics);
      }
      case SPANS -> {
        spans.begin(origin);
        spansReader.read(spanBytes(format, value), spans);
      }
    }
  }

  private byte[] metricBytes(InputFormat format, byte[] value) throws MalformedTelemetryException {
    return switch (format.encoding()) {
      case OTLP_PROTO -> value;
      case OTLP_JSON -> otlpJson.metrics(value);
      case WATCHFIRE_JSON -> watchfireJson.metrics(value);
    };
  }

  private byte[] spanBytes(InputFormat format, byte[] value) throws MalformedTelemetryException {
    return switch (format.encoding()) {
      case OTLP_PROTO -> value;
      case OTLP_JSON -> otlpJson.spans(value);
      case WATCHFIRE_JSON ->
          throw new IllegalStateException("encoding: watchfire_json (expected: otlp for spans)");
    };
  }

  private static String explain(
      MalformedTelemetryException e, RecordOrigin origin, InputFormat format, byte[] value) {
    return e.getMessage()
        + "; topic "
        + origin.topic()
        + " is configured as "
        + format.encoding().text()
        + "; this record looks like "
        + EncodingGuess.of(value);
  }
}
