/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Opsgenie's Alert API. Start at {@link io.watchfire.router.targets.opsgenie.OpsgenieTarget}. */
@NullMarked
package io.watchfire.router.targets.opsgenie;

import org.jspecify.annotations.NullMarked;
