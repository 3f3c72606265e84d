/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The demonstration: a simulated platform, a fault in it, and what becomes of it on screen.
 *
 * <p>Start at {@link io.watchfire.standalone.demo.Demonstration}, which starts everything; {@link
 * io.watchfire.standalone.demo.Story} is what then happens. {@code Platform} makes telemetry,
 * {@code Traffic} sends it.
 */
@NullMarked
package io.watchfire.standalone.demo;

import org.jspecify.annotations.NullMarked;
