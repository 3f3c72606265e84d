/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Phones, by Gotify. Start at {@link io.watchfire.router.targets.gotify.GotifyTarget}. */
@NullMarked
package io.watchfire.router.targets.gotify;

import org.jspecify.annotations.NullMarked;
