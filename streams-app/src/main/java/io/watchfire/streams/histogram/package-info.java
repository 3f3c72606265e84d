/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Observations by bucket, as histograms have them: what was added between two points, sums of
 * several, and the quantile of what they hold. The arithmetic is that of PromQL's {@code
 * histogram_quantile}.
 *
 * <p>Start at {@link io.watchfire.streams.histogram.Histograms}.
 */
@NullMarked
package io.watchfire.streams.histogram;

import org.jspecify.annotations.NullMarked;
