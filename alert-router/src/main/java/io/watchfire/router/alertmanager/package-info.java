/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * One Alertmanager over HTTP: where it is, what it answers, what those answers mean. Knows nothing
 * of our alerts' topic nor of who is on call.
 *
 * <p>Start at {@link io.watchfire.router.alertmanager.AlertmanagerClient}.
 */
@NullMarked
package io.watchfire.router.alertmanager;

import org.jspecify.annotations.NullMarked;
