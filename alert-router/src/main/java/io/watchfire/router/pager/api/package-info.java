/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * On call over HTTP: Alertmanager's webhook, what links in pages lead to, Slack's buttons, and the
 * API. Start at {@link io.watchfire.router.pager.api.OnCallApi}.
 */
@NullMarked
package io.watchfire.router.pager.api;

import org.jspecify.annotations.NullMarked;
