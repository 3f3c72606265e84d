/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What a process tells Prometheus about itself.
 *
 * <p>Start at {@link io.watchfire.runtime.metrics.Metrics}.
 */
@NullMarked
package io.watchfire.runtime.metrics;

import org.jspecify.annotations.NullMarked;
