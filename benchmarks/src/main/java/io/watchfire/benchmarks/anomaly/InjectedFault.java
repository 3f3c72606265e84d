/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.benchmarks.anomaly;

import java.time.Instant;

/** A fault that was injected into a recorded system, and where. */
record InjectedFault(Instant time, String service, String type) {}
