/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Anomalies of recorded series: reads CSV files, watches them row by row as the running system
 * would, and writes scores or a page.
 *
 * <p>Start at {@link io.watchfire.standalone.detect.SeriesRun}; {@link
 * io.watchfire.standalone.detect.TreeRun} does the same for a directory.
 */
@NullMarked
package io.watchfire.standalone.detect;

import org.jspecify.annotations.NullMarked;
