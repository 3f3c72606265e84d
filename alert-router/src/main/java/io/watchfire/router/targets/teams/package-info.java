/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Microsoft Teams, by workflows. Start at {@link io.watchfire.router.targets.teams.TeamsTarget}.
 */
@NullMarked
package io.watchfire.router.targets.teams;

import org.jspecify.annotations.NullMarked;
