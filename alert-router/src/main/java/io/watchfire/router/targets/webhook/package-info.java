/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Any server that takes a POST, with a body of its own wording. Start at {@link
 * io.watchfire.router.targets.webhook.WebhookTarget}.
 */
@NullMarked
package io.watchfire.router.targets.webhook;

import org.jspecify.annotations.NullMarked;
