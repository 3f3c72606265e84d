/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Telemetry in, alerts out. The way of a data point:
 *
 * <ol>
 *   <li>{@link io.watchfire.streams.topology.match.MatchProcessor} takes a record from an input
 *       topic.
 *   <li>{@link io.watchfire.streams.ingest.Ingest} tells its encoding, and whose it is.
 *   <li>{@link io.watchfire.schemas.otlp.OtlpMetricsReader} walks its bytes.
 *   <li>{@link io.watchfire.streams.ingest.Resolution} reduces a point to the numbers that rules
 *       count.
 *   <li>{@link io.watchfire.streams.topology.series.SeriesProcessor} brings the points of a
 *       resource together.
 *   <li>{@link io.watchfire.streams.series.Family} makes increments of them.
 *   <li>{@link io.watchfire.streams.topology.rules.RulesProcessor} brings the sums of a group
 *       together.
 *   <li>{@link io.watchfire.streams.slo.SloGroup} evaluates its windows.
 * </ol>
 *
 * <p>What comes of it is an alert: {@link io.watchfire.streams.alerting.Lifecycle} decides that it
 * fires, {@link io.watchfire.streams.topology.Announcer} writes it, and {@code io.watchfire.router}
 * tells its way from there. The packages and what each may know are in docs/architecture.md.
 */
package io.watchfire.streams;
