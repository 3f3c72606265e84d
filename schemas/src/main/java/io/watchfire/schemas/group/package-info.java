/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * How what is published calls a group.
 *
 * <p>Start at {@link io.watchfire.schemas.group.GroupPath}.
 */
@NullMarked
package io.watchfire.schemas.group;

import org.jspecify.annotations.NullMarked;
