/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The five Kafka Streams applications that carry telemetry from input topics to alerts, and the
 * only package that knows Kafka Streams. What they compute is in the domain packages.
 *
 * <p>Start at {@link io.watchfire.streams.topology.Stage}. The way of the data is {@code match},
 * {@code series}, {@code rules}; beside the last {@code anomalies}, and behind those {@code
 * grouping}. A stage's processor, store and records stand together in its folder; here is what they
 * share. A sixth stage is a new folder and a line in {@code app.Stages}.
 */
@NullMarked
package io.watchfire.streams.topology;

import org.jspecify.annotations.NullMarked;
