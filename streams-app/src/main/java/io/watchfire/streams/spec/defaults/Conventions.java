/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.spec.defaults;

import io.watchfire.streams.query.GroupLabel;
import io.watchfire.streams.query.Origin;
import java.util.List;
import java.util.stream.Stream;

/**
 * The conventions by which requests and messages are counted without being told. Where several
 * attributes may say how a request ended, the more exact one decides and the next is asked only
 * where that is absent.
 */
final class Conventions {
  /** The names of a service's labels, unless a convention spells them otherwise. */
  static final List<GroupLabel> BY = named(List.of("service_name"));

  private static final List<GroupLabel> AS_RULE = List.of();

  /** gRPC's statuses that are the server's fault, by number and by name in any spelling. */
  private static final String SERVER_ERRORS =
      "(?i)2|4|12|13|14|15|unknown|deadline_?exceeded|unimplemented|internal|unavailable"
          + "|data_?loss";

  /** Those that say that all is well, or that the client is at fault. */
  private static final String OTHER_STATUSES =
      "(?i)0|1|3|5|6|7|8|9|10|11|16|ok|cancell?ed|invalid_?argument|not_?found|already_?exists"
          + "|permission_?denied|resource_?exhausted|failed_?precondition|aborted|out_?of_?range"
          + "|unauthenticated";

  private static final List<String> HTTP_ERRORS =
      List.of(
          "http_response_status_code=~\"5..\"", "http_response_status_code=\"\",error_type!=\"\"");
  private static final List<String> OLD_HTTP_ERRORS =
      List.of(
          "http_status_code=~\"5..\"",
          "http_status_code=\"\",http_response_status_code=~\"5..\"",
          "http_status_code=\"\",http_response_status_code=\"\",error_type!=\"\"");

  /**
   * Go's otelgrpc names no error type before August 2026, Connect names one for clients' faults.
   */
  private static final List<String> RPC_ERRORS =
      List.of(
          "rpc_response_status_code=~\"" + SERVER_ERRORS + "\"",
          "rpc_response_status_code=\"\",rpc_grpc_status_code=~\"" + SERVER_ERRORS + "\"",
          "rpc_response_status_code=\"\",rpc_grpc_status_code=\"\",rpc_connect_rpc_error_code=~\""
              + SERVER_ERRORS
              + "\"",
          "rpc_response_status_code!~\""
              + SERVER_ERRORS
              + "|"
              + OTHER_STATUSES
              + "\",rpc_grpc_status_code=\"\",rpc_connect_rpc_error_code=\"\",error_type!=\"\"");

  private static final List<String> RPC_TELLS =
      List.of(
          "rpc_response_status_code",
          "rpc_grpc_status_code",
          "rpc_connect_rpc_error_code",
          "rpc_system=connect_rpc",
          "error_type");
  private static final List<String> SPAN_ERRORS =
      List.of("status_code=\"STATUS_CODE_ERROR\"", "status_code=\"\",otel_status_code=\"ERROR\"");
  private static final List<String> SPAN_TELLS = List.of("status_code", "otel_status_code");
  private static final List<GroupLabel> TEMPO = named(List.of("service", "service_name"));

  private static final String SERVED = "span_kind=\"SPAN_KIND_SERVER\"";
  private static final String CONSUMED = "span_kind=\"SPAN_KIND_CONSUMER\"";

  /** Those of the first release: sources are known by their numbers, so these keep theirs. */
  static final List<Convention> FIRST =
      List.of(
          own("http", "http_server_request_duration", HTTP_ERRORS, httpTells()),
          own("http", "http_server_duration", OLD_HTTP_ERRORS, httpTells()),
          own("rpc", "rpc_server_call_duration", RPC_ERRORS, RPC_TELLS),
          own("rpc", "rpc_server_duration", RPC_ERRORS, RPC_TELLS),
          spans("traces_span_metrics_duration", "traces_span_metrics_duration", SERVED),
          tempo("traces_spanmetrics_latency", "traces_spanmetrics_latency", SERVED),
          new Convention(
              "service-graph",
              "traces_service_graph_request",
              "traces_service_graph_request_server",
              List.of(),
              "",
              named(List.of("server")),
              List.of(),
              Origin.SERVICE_GRAPH));

  /** What came after. */
  static final List<Convention> LATER =
      Stream.of(
              List.of(
                  own(
                      "grpc",
                      "grpc_server_call_duration",
                      List.of("grpc_status=~\"" + SERVER_ERRORS + "\""),
                      List.of("grpc_status")),
                  own(
                      "micrometer",
                      "http_server_requests",
                      List.of("status=~\"5..\"", "status!~\"[0-9]+\",outcome=\"SERVER_ERROR\""),
                      List.of("status", "outcome"))),
              laterSpans(SERVED))
          .flatMap(List::stream)
          .toList();

  /** What consumers and workers do. */
  static final List<Convention> CONSUMERS =
      Stream.of(
              List.of(
                  own(
                      "messaging",
                      "messaging_process_duration",
                      List.of("error_type!=\"\""),
                      List.of()),
                  spans("traces_span_metrics_duration", "traces_span_metrics_duration", CONSUMED),
                  tempo("traces_spanmetrics_latency", "traces_spanmetrics_latency", CONSUMED)),
              laterSpans(CONSUMED))
          .flatMap(List::stream)
          .toList();

  private Conventions() {}

  private static List<String> httpTells() {
    return List.of("http_response_status_code", "http_status_code", "error_type");
  }

  private static List<Convention> laterSpans(String kind) {
    return List.of(
        spans("traces_span_metrics_calls_total", "", kind),
        spans("duration", "duration", kind),
        spans("calls_total", "", kind),
        spans("traces_spanmetrics_duration", "traces_spanmetrics_duration", kind),
        tempo("traces_spanmetrics_calls_total", "", kind),
        new Convention(
            "spans",
            "spans",
            "spans_duration",
            List.of("status_code=\"STATUS_CODE_ERROR\""),
            kind,
            AS_RULE,
            List.of(),
            Origin.SPANS));
  }

  private static Convention own(
      String source, String metric, List<String> errors, List<String> tells) {
    return new Convention(source, metric, metric, errors, "", AS_RULE, tells, Origin.OWN);
  }

  private static Convention spans(String metric, String durations, String kind) {
    return new Convention(
        "spanmetrics",
        metric,
        durations,
        SPAN_ERRORS,
        kind,
        AS_RULE,
        SPAN_TELLS,
        Origin.SPAN_METRICS);
  }

  private static Convention tempo(String metric, String durations, String kind) {
    return new Convention(
        "tempo-spanmetrics", metric, durations, SPAN_ERRORS, kind, TEMPO, SPAN_TELLS, Origin.TEMPO);
  }

  private static List<GroupLabel> named(List<String> service) {
    return List.of(
        new GroupLabel("namespace", List.of("service_namespace", "k8s_namespace_name")),
        new GroupLabel("service", service),
        new GroupLabel(
            "environment", List.of("deployment_environment_name", "deployment_environment")));
  }
}
