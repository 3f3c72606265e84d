/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What Alertmanager itself says it did with alerts, for the audit trail: reads the events that its
 * event recorder (0.33 and newer) writes to Kafka.
 *
 * <p>Start at {@link io.watchfire.router.recorder.EventRecorder}. {@link
 * io.watchfire.router.recorder.EventReader} says what an event means, {@link
 * io.watchfire.router.recorder.Repeats} which of it was said before; both are pure. {@link
 * io.watchfire.router.recorder.RecorderLoop} reads, and writes entries and offsets in one
 * transaction.
 */
@NullMarked
package io.watchfire.router.recorder;

import org.jspecify.annotations.NullMarked;
