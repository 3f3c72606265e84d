/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What every detector is, and the statistics that all of them share. Start at {@link
 * io.watchfire.streams.anomaly.detector.Detector}.
 */
@NullMarked
package io.watchfire.streams.anomaly.detector;

import org.jspecify.annotations.NullMarked;
