/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Phones and desktops, by ntfy. Start at {@link io.watchfire.router.targets.ntfy.NtfyTarget}. */
@NullMarked
package io.watchfire.router.targets.ntfy;

import org.jspecify.annotations.NullMarked;
