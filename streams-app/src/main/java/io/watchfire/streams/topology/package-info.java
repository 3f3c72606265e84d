/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The five Kafka Streams applications that carry telemetry from input topics to alerts, and the
 * only package that knows Kafka Streams. What they compute is in the domain packages.
 *
 * <p>Start at {@link io.watchfire.streams.topology.Topologies}; the way of the data is {@link
 * io.watchfire.streams.topology.match.MatchProcessor}, {@link
 * io.watchfire.streams.topology.series.SeriesProcessor}, {@link
 * io.watchfire.streams.topology.rules.RulesProcessor}; beside the last, {@link
 * io.watchfire.streams.topology.anomalies.AnomaliesProcessor} and {@link
 * io.watchfire.streams.topology.grouping.GroupingProcessor}.
 */
@NullMarked
package io.watchfire.streams.topology;

import org.jspecify.annotations.NullMarked;
