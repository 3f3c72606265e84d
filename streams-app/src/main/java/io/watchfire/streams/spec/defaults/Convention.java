/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.spec.defaults;

import io.watchfire.streams.query.GroupLabel;
import io.watchfire.streams.query.Measure;
import io.watchfire.streams.query.MetricNames;
import io.watchfire.streams.query.MetricQuery;
import io.watchfire.streams.query.Origin;
import io.watchfire.streams.spec.IgnoredRoutes;
import io.watchfire.streams.spec.Source;
import java.time.Duration;
import java.util.List;

/**
 * One way in which requests are counted somewhere: the names and predicates of a convention of
 * OpenTelemetry, of a library or of a connector, as data.
 *
 * @param source the name that the configuration knows
 * @param metric all requests
 * @param durations the histogram of their durations; empty if there is none
 * @param errors conditions of failed requests, each a list of matchers; no two hold at once
 * @param only matchers that all of its series meet; may be empty
 * @param by the groups' labels as it spells them; empty: as the rule does
 * @param tells labels of which one says how a request ended, see {@link Source#tells}
 * @param origin who counts
 */
record Convention(
    String source,
    String metric,
    String durations,
    List<String> errors,
    String only,
    List<GroupLabel> by,
    List<String> tells,
    Origin origin) {
  Convention {
    errors = List.copyOf(errors);
    by = List.copyOf(by);
    tells = List.copyOf(tells);
  }

  /** Failed requests of all. */
  Source availability(IgnoredRoutes ignored) {
    return new Source(
        metric,
        errors.stream().map(error -> counted(metric, error)).toList(),
        List.of(counted(metric, "")),
        by,
        origin,
        tells,
        ignored);
  }

  /** Requests within the threshold of all. */
  Source latency(Duration threshold, IgnoredRoutes ignored) {
    return ofDurations(new Measure.UpTo(threshold, true), ignored);
  }

  /** The sum of durations, by their number. */
  Source mean(IgnoredRoutes ignored) {
    return ofDurations(Measure.SUM, ignored);
  }

  private Source ofDurations(Measure numerator, IgnoredRoutes ignored) {
    MetricQuery all = counted(durations, "");
    return new Source(
        durations,
        List.of(new MetricQuery(all.selector(), numerator)),
        List.of(all),
        by,
        origin,
        List.of(),
        ignored);
  }

  private MetricQuery counted(String name, String error) {
    String both = only.isEmpty() || error.isEmpty() ? only + error : only + "," + error;
    return new MetricQuery(MetricNames.selector(name + "{" + both + "}"), Measure.COUNT);
  }
}
