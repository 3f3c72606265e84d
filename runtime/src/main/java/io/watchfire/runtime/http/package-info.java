/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The one HTTP port of a process: its API, {@code /metrics}, {@code /healthz} and {@code /readyz}.
 *
 * <p>Start at {@link io.watchfire.runtime.http.HttpService}. Only {@code HelidonServer} and {@code
 * Exchange} know the server behind it.
 */
@NullMarked
package io.watchfire.runtime.http;

import org.jspecify.annotations.NullMarked;
