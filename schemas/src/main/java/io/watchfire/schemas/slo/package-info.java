/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The state of service level objectives as it is published.
 *
 * <p>Start at {@link io.watchfire.schemas.slo.SloStatus}.
 */
@NullMarked
package io.watchfire.schemas.slo;

import org.jspecify.annotations.NullMarked;
