/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What the streams app answers over HTTP: how objectives stand, which alerts there are, what series
 * rules last found; and the commands to series that it takes.
 *
 * <p>Start at {@link io.watchfire.streams.api.StreamsApi}.
 */
@NullMarked
package io.watchfire.streams.api;

import org.jspecify.annotations.NullMarked;
