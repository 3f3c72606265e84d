/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Third stage, by rule and group: partial sums to alerts and status of objectives, and of their
 * error budgets. Start at {@link io.watchfire.streams.topology.rules.RulesProcessor}.
 */
@NullMarked
package io.watchfire.streams.topology.rules;

import org.jspecify.annotations.NullMarked;
