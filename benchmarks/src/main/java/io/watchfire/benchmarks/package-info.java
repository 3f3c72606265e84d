/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Measurements of the real thing: JMH for the readers, and an end-to-end load on a broker and the
 * stages in one JVM. Start at {@link io.watchfire.benchmarks.Load}; what came out is in {@code
 * docs/performance.md}.
 */
@NullMarked
package io.watchfire.benchmarks;

import org.jspecify.annotations.NullMarked;
