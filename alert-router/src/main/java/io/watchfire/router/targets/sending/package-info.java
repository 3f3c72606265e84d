/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What every kind of target needs to send: HTTP with its answers and limits, the section of the
 * configuration that names the server, and secrets that nothing said about an attempt shows.
 *
 * <p>Start at {@link io.watchfire.router.targets.sending.HttpSender}.
 */
@NullMarked
package io.watchfire.router.targets.sending;

import org.jspecify.annotations.NullMarked;
