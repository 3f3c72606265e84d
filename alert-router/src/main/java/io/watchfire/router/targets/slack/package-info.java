/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Slack channels, by incoming webhooks. Start at {@link
 * io.watchfire.router.targets.slack.SlackTarget}.
 */
@NullMarked
package io.watchfire.router.targets.slack;

import org.jspecify.annotations.NullMarked;
