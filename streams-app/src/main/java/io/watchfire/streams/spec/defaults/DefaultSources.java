/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.spec.defaults;

import io.watchfire.streams.query.Measure;
import io.watchfire.streams.query.MetricNames;
import io.watchfire.streams.query.MetricQuery;
import io.watchfire.streams.spec.IgnoredRoutes;
import io.watchfire.streams.spec.Source;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where requests of a service can be counted without being told, from the conventions that the
 * configuration wants.
 *
 * @param wanted names of conventions; of equal sources the earlier one is taken
 * @param ignored requests that do not count
 */
record DefaultSources(List<String> wanted, IgnoredRoutes ignored) {
  private static final String GRAPH = "service-graph";

  /** The names that the configuration knows. */
  static List<String> names() {
    return List.of(
        "http",
        "rpc",
        "spanmetrics",
        "tempo-spanmetrics",
        GRAPH,
        "grpc",
        "micrometer",
        "messaging",
        "spans");
  }

  /** Failed requests of all. */
  List<Source> availability() {
    return requests().map(this::availability).toList();
  }

  /** Failed messages of all that were received or processed. */
  List<Source> consumed() {
    return among(Conventions.CONSUMERS).map(one -> one.availability(ignored)).toList();
  }

  /** Requests within the threshold of all. */
  List<Source> latency(Duration threshold) {
    return timed().map(one -> one.latency(threshold, ignored)).toList();
  }

  /** The mean duration, from the sums and counts of the same histograms. */
  List<Source> mean() {
    return timed().map(one -> one.mean(ignored)).toList();
  }

  private Source availability(Convention convention) {
    return convention.source().equals(GRAPH) ? graph(convention) : convention.availability(ignored);
  }

  /** The graph counts failed requests by a metric of their own. */
  private static Source graph(Convention convention) {
    return new Source(
        convention.metric(),
        List.of(counter(convention.metric() + "_failed_total")),
        List.of(counter(convention.metric() + "_total")),
        convention.by(),
        convention.origin(),
        List.of(),
        IgnoredRoutes.NONE);
  }

  private static MetricQuery counter(String name) {
    return new MetricQuery(MetricNames.selector(name), Measure.COUNT);
  }

  private Stream<Convention> timed() {
    return requests().filter(convention -> !convention.durations().isEmpty());
  }

  private Stream<Convention> requests() {
    return Stream.concat(among(Conventions.FIRST), among(Conventions.LATER));
  }

  private Stream<Convention> among(List<Convention> conventions) {
    List<Convention> some = new ArrayList<>();
    for (String name : wanted) {
      conventions.stream().filter(one -> one.source().equals(name)).forEach(some::add);
    }
    return some.stream();
  }
}
