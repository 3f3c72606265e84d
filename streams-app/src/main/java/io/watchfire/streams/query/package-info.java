/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Metric queries: what to measure. A selector in PromQL syntax picks series, a measure says what of
 * them counts, and a grouping says for whom.
 *
 * <p>Start at {@link io.watchfire.streams.query.MetricQuery}; {@link
 * io.watchfire.streams.query.MetricNames} knows how one metric is spelled in OpenTelemetry and in
 * Prometheus.
 */
@NullMarked
package io.watchfire.streams.query;

import org.jspecify.annotations.NullMarked;
