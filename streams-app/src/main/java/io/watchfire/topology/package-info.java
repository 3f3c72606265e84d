/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The five Kafka Streams applications that carry telemetry from input topics to alerts, and the
 * only package that knows Kafka Streams. What they compute is in the domain packages.
 *
 * <p>Start at {@link io.watchfire.topology.Topologies}; the way of the data is {@link
 * io.watchfire.topology.MatchProcessor}, {@link io.watchfire.topology.SeriesProcessor}, {@link
 * io.watchfire.topology.RulesProcessor}; beside the last, {@link
 * io.watchfire.topology.AnomaliesProcessor} and {@link io.watchfire.topology.GatherProcessor}.
 */
@NullMarked
package io.watchfire.topology;

import org.jspecify.annotations.NullMarked;
