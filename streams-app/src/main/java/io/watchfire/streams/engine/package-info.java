/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Runs rules on groups: what the domain packages find becomes alerts and status. The same code
 * serves the running system and replay; it knows neither Kafka nor the clock.
 *
 * <p>Start at {@link io.watchfire.streams.engine.SloEvaluator}.
 */
@NullMarked
package io.watchfire.streams.engine;

import org.jspecify.annotations.NullMarked;
