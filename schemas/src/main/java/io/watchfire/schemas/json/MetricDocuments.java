/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.schemas.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.watchfire.schemas.otlp.OtlpMetricsWriter;
import io.watchfire.schemas.otlp.OtlpMetricsWriter.Buckets;
import io.watchfire.schemas.otlp.OtlpMetricsWriter.Exponential;
import io.watchfire.schemas.otlp.OtlpMetricsWriter.Point;
import io.watchfire.schemas.otlp.Temporality;
import java.util.List;

/** Documents of metrics: each a resource with metrics, these with points. */
final class MetricDocuments {
  private static final int MIN_SCALE = -10;
  private static final int MAX_SCALE = 20;

  private final OtlpMetricsWriter out = new OtlpMetricsWriter();

  private MetricDocuments() {}

  static byte[] write(List<Node> documents) throws BadField {
    MetricDocuments writer = new MetricDocuments();
    for (Node document : documents) {
      writer.document(document);
    }
    return writer.out.toByteArray();
  }

  private void document(Node document) throws BadField {
    out.beginResource(document.attributes("resource"));
    for (Node metric : document.field("metrics").items()) {
      metric(metric);
    }
    out.endResource();
  }

  private void metric(Node metric) throws BadField {
    String name = metric.text("name");
    String unit = metric.textOr("unit", "");
    String type = metric.text("type");
    List<Node> points = metric.field("points").items();
    switch (type) {
      case "gauge" -> {
        out.beginGauge(name, unit);
        for (Node point : points) {
          number(point, point(point, Temporality.UNSPECIFIED));
        }
      }
      case "counter" -> {
        Temporality temporality = temporality(metric);
        out.beginCounter(name, unit, temporality);
        for (Node point : points) {
          counter(point, point(point, temporality));
        }
      }
      case "histogram" -> {
        Temporality temporality = temporality(metric);
        out.beginHistogram(name, unit, temporality);
        for (Node point : points) {
          histogram(point, point(point, temporality));
        }
      }
      case "exponential_histogram" -> {
        Temporality temporality = temporality(metric);
        out.beginExponentialHistogram(name, unit, temporality);
        for (Node point : points) {
          exponential(point, point(point, temporality));
        }
      }
      default ->
          throw metric.field("type").bad("counter, gauge, histogram or exponential_histogram");
    }
    out.endMetric();
  }

  private static Temporality temporality(Node metric) throws BadField {
    return switch (metric.text("temporality")) {
      case "cumulative" -> Temporality.CUMULATIVE;
      case "delta" -> Temporality.DELTA;
      default -> throw metric.field("temporality").bad("cumulative or delta");
    };
  }

  /** Attributes and times. A delta needs its interval: without a start duplicates look new. */
  private static Point point(Node point, Temporality temporality) throws BadField {
    long time = point.nanos("time");
    boolean delta = temporality == Temporality.DELTA;
    long start = delta || point.has("start") ? point.nanos("start") : 0;
    if (delta && start >= time) {
      throw point.field("start").bad("before time");
    }
    if (start > time) {
      throw point.field("start").bad("not after time");
    }
    return new Point(point.attributes("attributes"), start, time);
  }

  private void counter(Node node, Point point) throws BadField {
    if (node.field("value").asDouble() < 0) {
      throw node.field("value").bad("0 or more");
    }
    number(node, point);
  }

  private void number(Node node, Point point) throws BadField {
    Node value = node.field("value");
    double number = value.asDouble();
    JsonNode json = value.json();
    if (json.isIntegralNumber() && json.canConvertToLong()) {
      out.number(point, json.longValue());
    } else {
      out.number(point, number);
    }
  }

  private void histogram(Node node, Point point) throws BadField {
    long count = node.count("count");
    Histograms buckets = Histograms.of(node, count);
    out.histogram(point, count, node.optionalDouble("sum"), buckets.bounds(), buckets.counts());
  }

  private void exponential(Node node, Point point) throws BadField {
    long count = node.count("count");
    long zeroCount = node.has("zeroCount") ? node.count("zeroCount") : 0;
    double zeroThreshold = node.optionalDouble("zeroThreshold").orElse(0);
    if (zeroThreshold < 0) {
      throw node.field("zeroThreshold").bad("0 or more");
    }
    Buckets positive = side(node, "positive");
    Buckets negative = side(node, "negative");
    Histograms.expectTotal(
        node, Histograms.add(node, zeroCount, negative.counts()), positive.counts(), count);
    int scale = node.integer("scale", MIN_SCALE, MAX_SCALE);
    out.exponentialHistogram(
        point,
        count,
        node.optionalDouble("sum"),
        new Exponential(scale, zeroCount, zeroThreshold, positive, negative));
  }

  private static Buckets side(Node node, String name) throws BadField {
    if (!node.has(name)) {
      return new Buckets(0, List.of());
    }
    Node side = node.field(name).asObject();
    int offset = side.integer("offset", Integer.MIN_VALUE, Integer.MAX_VALUE);
    return new Buckets(offset, side.counts("counts"));
  }
}
