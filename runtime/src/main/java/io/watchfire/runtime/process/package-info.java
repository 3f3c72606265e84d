/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The life of a process.
 *
 * <p>Start at {@link io.watchfire.runtime.process.StopSignal}.
 */
@NullMarked
package io.watchfire.runtime.process;

import org.jspecify.annotations.NullMarked;
