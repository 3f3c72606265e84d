/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone.detect;

import io.watchfire.streams.anomaly.MonitorResult;

/**
 * A row and what was said of it.
 *
 * @param result what the monitor said of it
 * @param reason in words, where something is rare or an alert is on; empty where all is ordinary
 */
public record Scored(Row row, MonitorResult result, String reason) {}
