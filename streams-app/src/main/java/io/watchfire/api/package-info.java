/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What the streams app answers over HTTP: how objectives stand and which alerts there are.
 *
 * <p>Start at {@link io.watchfire.api.StreamsApi}.
 */
@NullMarked
package io.watchfire.api;

import org.jspecify.annotations.NullMarked;
