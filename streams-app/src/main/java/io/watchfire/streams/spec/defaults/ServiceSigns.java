/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.spec.defaults;

import io.watchfire.runtime.promql.Matcher;
import io.watchfire.runtime.promql.Selector;
import io.watchfire.streams.query.Measure;
import io.watchfire.streams.query.MetricNames;
import io.watchfire.streams.query.MetricQuery;
import io.watchfire.streams.spec.IgnoredRoutes;
import io.watchfire.streams.spec.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * By what a service is known to be there: requests as the default rules count them, its spans, and
 * what SDKs and runtimes tell of a process that is idle.
 */
public final class ServiceSigns {
  private static final String SERVICE = "service_name";

  private static final List<String> OF_PROCESSES =
      List.of(
          "spans",
          "target_info",
          "process.cpu.time",
          "process.memory.usage",
          "process.uptime",
          "process_cpu_seconds_total",
          "process_resident_memory_bytes",
          "process.runtime.cpython.memory",
          "cpython.gc.collections",
          "jvm.memory.used",
          "jvm.thread.count",
          "go.memory.used",
          "go.goroutine.count",
          "go_goroutines",
          "nodejs.eventloop.utilization",
          "v8js.memory.heap.used",
          "dotnet.process.memory.working_set",
          "otel.sdk.processor.span.processed");

  private ServiceSigns() {}

  /** What of that service may be received. */
  public static List<MetricQuery> of(String service) {
    Matcher it = Matcher.promql(SERVICE, Matcher.Operator.EQUAL, service);
    List<MetricQuery> queries = new ArrayList<>();
    for (String metric : metrics()) {
      queries.addAll(any(new Selector(metric, List.of(it))));
    }
    return queries;
  }

  /** Whatever such a series is: a counter, a histogram or a gauge. */
  public static List<MetricQuery> any(Selector selector) {
    return List.of(
        new MetricQuery(selector, Measure.COUNT), new MetricQuery(selector, Measure.VALUE));
  }

  private static Set<String> metrics() {
    Set<String> metrics = new TreeSet<>();
    DefaultSources all = new DefaultSources(DefaultSources.names(), new IgnoredRoutes(List.of()));
    for (Source source : all.availability()) {
      source.total().stream()
          .filter(query -> source.by().isEmpty())
          .forEach(query -> metrics.add(query.selector().name()));
    }
    OF_PROCESSES.forEach(metric -> metrics.add(MetricNames.sanitize(metric)));
    return metrics;
  }
}
