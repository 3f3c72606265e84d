/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Asks every configured Alertmanager how it is, and whether its routes could ever match an alert of
 * ours, before anything is sent.
 *
 * <p>Start at {@link io.watchfire.router.preflight.Preflight}.
 */
@NullMarked
package io.watchfire.router.preflight;

import org.jspecify.annotations.NullMarked;
