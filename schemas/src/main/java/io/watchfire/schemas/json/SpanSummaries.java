/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.schemas.json;

import io.watchfire.schemas.otlp.OtlpMetricsWriter;
import io.watchfire.schemas.otlp.OtlpMetricsWriter.Point;
import io.watchfire.schemas.otlp.SpanKind;
import io.watchfire.schemas.otlp.Temporality;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Summaries of spans as metrics: one resource for all that one service instance sent. */
final class SpanSummaries {
  /** The sum of spans by status. */
  static final String COUNT = "spans";

  /** The histogram of their durations. */
  static final String DURATION = "spans.duration";

  private static final List<String> KINDS =
      Stream.of(SpanKind.values())
          .filter(kind -> kind != SpanKind.UNSPECIFIED)
          .map(kind -> kind.name().toLowerCase(Locale.ROOT))
          .toList();

  private SpanSummaries() {}

  static byte[] write(List<Node> documents) throws BadField {
    Map<Map<String, Object>, List<Summary>> byResource = new LinkedHashMap<>();
    for (Node document : documents) {
      byResource
          .computeIfAbsent(resource(document), resource -> new ArrayList<>())
          .add(Summary.of(document));
    }
    OtlpMetricsWriter out = new OtlpMetricsWriter();
    byResource.forEach((resource, summaries) -> write(out, resource, summaries));
    return out.toByteArray();
  }

  private static void write(
      OtlpMetricsWriter out, Map<String, Object> resource, List<Summary> summaries) {
    out.beginResource(resource);
    out.beginCounter(COUNT, "", Temporality.DELTA);
    for (Summary summary : summaries) {
      out.number(summary.point("STATUS_CODE_UNSET"), summary.count - summary.errors);
      if (summary.errors > 0) {
        out.number(summary.point("STATUS_CODE_ERROR"), summary.errors);
      }
    }
    out.endMetric();
    out.beginHistogram(DURATION, "s", Temporality.DELTA);
    for (Summary summary : summaries) {
      out.histogram(
          summary.point(""),
          summary.count,
          summary.durationSum,
          summary.buckets.bounds(),
          summary.buckets.counts());
    }
    out.endMetric();
    out.endResource();
  }

  private static Map<String, Object> resource(Node node) throws BadField {
    Map<String, Object> resource = node.attributes("resource");
    put(node, resource, "service.name", "service", node.text("service"));
    String namespace = node.textOr("namespace", "");
    if (!namespace.isEmpty()) {
      put(node, resource, "service.namespace", "namespace", namespace);
    }
    return resource;
  }

  private static void put(
      Node node, Map<String, Object> resource, String key, String field, String value)
      throws BadField {
    Object before = resource.put(key, value);
    if (before != null && !before.equals(value)) {
      throw node.field(field).bad("\"" + before + "\", as the resource's " + key + " has it");
    }
  }

  private record Summary(
      Map<String, Object> attributes,
      long start,
      long end,
      long count,
      long errors,
      OptionalDouble durationSum,
      Histograms buckets) {

    static Summary of(Node node) throws BadField {
      long start = node.nanos("start");
      long end = node.nanos("end");
      if (end <= start) {
        throw node.field("end").bad("after start");
      }
      long count = node.count("count");
      long errors = node.has("errors") ? node.count("errors") : 0;
      if (errors > count) {
        throw node.field("errors").bad("at most count, " + count);
      }
      OptionalDouble sum = node.optionalDouble("durationSum");
      if (sum.orElse(0) < 0) {
        throw node.field("durationSum").bad("0 or more seconds");
      }
      return new Summary(
          attributes(node), start, end, count, errors, sum, Histograms.of(node, count));
    }

    private static Map<String, Object> attributes(Node node) throws BadField {
      Map<String, Object> attributes = node.attributes("attributes");
      attributes.put("span.name", node.text("operation"));
      attributes.put("span.kind", kind(node));
      putIfSaid(node, attributes, "parent.service", "parentService");
      putIfSaid(node, attributes, "parent.operation", "parentOperation");
      putIfSaid(node, attributes, "calls.service", "callsService");
      return attributes;
    }

    private static String kind(Node node) throws BadField {
      String kind = node.textOr("kind", "server");
      if (!KINDS.contains(kind)) {
        throw node.field("kind").bad("one of " + KINDS);
      }
      return SpanKind.valueOf(kind.toUpperCase(Locale.ROOT)).text();
    }

    private static void putIfSaid(
        Node node, Map<String, Object> attributes, String key, String field) throws BadField {
      String value = node.textOr(field, "");
      if (!value.isEmpty()) {
        attributes.put(key, value);
      }
    }

    /** The point of one status; of all, if it is empty. */
    Point point(String status) {
      if (status.isEmpty()) {
        return new Point(attributes, start, end);
      }
      Map<String, Object> withStatus = new TreeMap<>(attributes);
      withStatus.put("status.code", status);
      return new Point(withStatus, start, end);
    }
  }
}
