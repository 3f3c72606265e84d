/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What a person is told about an incident, whatever the way: the message, how much of it fits, the
 * sentences that all targets share, and what becomes of an attempt to deliver it.
 *
 * <p>Start at {@link io.watchfire.router.targets.message.Target} and {@link
 * io.watchfire.router.targets.message.Message}.
 */
@NullMarked
package io.watchfire.router.targets.message;

import org.jspecify.annotations.NullMarked;
