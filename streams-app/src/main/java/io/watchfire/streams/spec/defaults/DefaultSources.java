/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.spec.defaults;

import io.watchfire.runtime.promql.Selector;
import io.watchfire.streams.query.GroupLabel;
import io.watchfire.streams.query.Measure;
import io.watchfire.streams.query.MetricNames;
import io.watchfire.streams.query.MetricQuery;
import io.watchfire.streams.query.Origin;
import io.watchfire.streams.spec.Source;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Where requests of a service can be counted without being told: the names, units and predicates of
 * the OpenTelemetry conventions, of the Collector's connectors and of Tempo, as data. Beside each
 * convention stands the older one that libraries still emit; where both are emitted the newer wins,
 * so nothing is counted twice.
 */
final class DefaultSources {
  /** One convention: the histogram of durations, what is an error, and how the service is named. */
  private record Convention(
      String name,
      String metric,
      List<String> errors,
      String only,
      List<GroupLabel> by,
      Origin origin) {}

  private static final List<GroupLabel> AS_RULE = List.of();
  private static final String SERVED = "span_kind=~\"SPAN_KIND_SERVER|SPAN_KIND_CONSUMER\"";

  private static final List<Convention> CONVENTIONS =
      List.of(
          new Convention(
              "http",
              "http_server_request_duration",
              List.of(
                  "http_response_status_code=~\"5..\"",
                  "http_response_status_code=\"\",error_type!=\"\""),
              "",
              AS_RULE,
              Origin.OWN),
          new Convention(
              "http",
              "http_server_duration",
              List.of("http_status_code=~\"5..\""),
              "",
              AS_RULE,
              Origin.OWN),
          new Convention(
              "rpc",
              "rpc_server_call_duration",
              List.of("error_type!=\"\""),
              "",
              AS_RULE,
              Origin.OWN),
          new Convention(
              "rpc",
              "rpc_server_duration",
              List.of("rpc_grpc_status_code=~\"2|4|12|13|14|15\""),
              "",
              AS_RULE,
              Origin.OWN),
          new Convention(
              "spanmetrics",
              "traces_span_metrics_duration",
              List.of(
                  "status_code=\"STATUS_CODE_ERROR\"",
                  "status_code=\"\",otel_status_code=\"ERROR\""),
              SERVED,
              AS_RULE,
              Origin.SPAN_METRICS),
          new Convention(
              "tempo-spanmetrics",
              "traces_spanmetrics_latency",
              List.of("status_code=\"STATUS_CODE_ERROR\""),
              SERVED,
              named("service"),
              Origin.TEMPO));

  private static final String GRAPH = "service-graph";

  private DefaultSources() {}

  /** The names that the configuration knows, best first. */
  static List<String> names() {
    return List.of("http", "rpc", "spanmetrics", "tempo-spanmetrics", GRAPH);
  }

  static List<Source> availability(List<String> wanted) {
    List<Source> sources = new ArrayList<>();
    for (String name : wanted) {
      for (Convention convention : CONVENTIONS) {
        if (convention.name().equals(name)) {
          sources.add(
              new Source(
                  convention.metric(),
                  convention.errors().stream()
                      .map(error -> counted(convention.metric(), convention.only(), error))
                      .toList(),
                  List.of(counted(convention.metric(), convention.only(), "")),
                  convention.by(),
                  convention.origin()));
        }
      }
      if (name.equals(GRAPH)) {
        sources.add(
            new Source(
                "traces_service_graph_request",
                List.of(counted("traces_service_graph_request_failed_total", "", "")),
                List.of(counted("traces_service_graph_request_total", "", "")),
                named("server"),
                Origin.SERVICE_GRAPH));
      }
    }
    return sources;
  }

  static List<Source> latency(List<String> wanted, Duration threshold) {
    List<Source> sources = new ArrayList<>();
    for (String name : wanted) {
      for (Convention convention : CONVENTIONS) {
        if (convention.name().equals(name)) {
          sources.add(
              latency(
                  convention.metric(),
                  convention.only(),
                  threshold,
                  convention.by(),
                  convention.origin()));
        }
      }
      if (name.equals(GRAPH)) {
        sources.add(
            latency(
                "traces_service_graph_request_server",
                "",
                threshold,
                named("server"),
                Origin.SERVICE_GRAPH));
      }
    }
    return sources;
  }

  /** The mean duration, from the sums and counts of the same histograms. */
  static List<Source> mean(List<String> wanted) {
    return latency(wanted, Duration.ofSeconds(1)).stream()
        .map(
            source ->
                new Source(
                    source.name(),
                    source.total().stream()
                        .map(query -> new MetricQuery(query.selector(), Measure.SUM))
                        .toList(),
                    source.total(),
                    source.by(),
                    source.origin()))
        .toList();
  }

  private static Source latency(
      String metric, String only, Duration threshold, List<GroupLabel> by, Origin origin) {
    Selector selector = MetricNames.selector(metric + "{" + only + "}");
    return new Source(
        metric,
        List.of(new MetricQuery(selector, new Measure.UpTo(threshold, true))),
        List.of(new MetricQuery(selector, Measure.COUNT)),
        by,
        origin);
  }

  private static MetricQuery counted(String metric, String only, String error) {
    String both = only.isEmpty() || error.isEmpty() ? only + error : only + "," + error;
    return new MetricQuery(MetricNames.selector(metric + "{" + both + "}"), Measure.COUNT);
  }

  /** The labels of the default rules where the service's name stands under another label. */
  private static List<GroupLabel> named(String label) {
    return List.of(
        new GroupLabel("namespace", List.of("service_namespace")),
        new GroupLabel("service", List.of(label)),
        new GroupLabel(
            "environment", List.of("deployment_environment_name", "deployment_environment")));
  }
}
