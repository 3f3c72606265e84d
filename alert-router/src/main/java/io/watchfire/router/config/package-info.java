/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What the router is told: clusters of Alertmanagers, labels, intervals.
 *
 * <p>Start at {@link io.watchfire.router.config.RouterConfig}; {@code config.file} reads it from
 * the section {@code router}.
 */
@NullMarked
package io.watchfire.router.config;

import org.jspecify.annotations.NullMarked;
