/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The streams app as a process: its configuration, its Kafka Streams applications, its topics.
 *
 * <p>Start at {@link io.watchfire.streams.app.StreamsApp}.
 */
@NullMarked
package io.watchfire.streams.app;

import org.jspecify.annotations.NullMarked;
