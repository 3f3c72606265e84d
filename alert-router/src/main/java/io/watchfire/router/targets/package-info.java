/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The ways to reach people: what an incident's {@link io.watchfire.router.targets.message.Message}
 * looks like in each of them, and what their answers mean. Start at {@link
 * io.watchfire.router.targets.message.Target}. Knows neither Kafka nor who is on call.
 */
@NullMarked
package io.watchfire.router.targets;

import org.jspecify.annotations.NullMarked;
