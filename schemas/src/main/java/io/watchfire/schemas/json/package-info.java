/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Watchfire's own JSON, for producers without an OpenTelemetry SDK: metrics and span summaries,
 * checked strictly and rewritten as OTLP metrics. The schemas are {@code
 * schemas/metrics.schema.json} and {@code schemas/span-summary.schema.json}; producers read {@code
 * docs/producers.md}.
 *
 * <p>Start at {@link io.watchfire.schemas.json.WatchfireJson}.
 */
@NullMarked
package io.watchfire.schemas.json;

import org.jspecify.annotations.NullMarked;
