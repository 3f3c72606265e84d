/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The streams app as a process: its configuration, its Kafka Streams applications, its topics.
 *
 * <p>Start at {@link io.watchfire.app.StreamsApp}.
 */
@NullMarked
package io.watchfire.app;

import org.jspecify.annotations.NullMarked;
