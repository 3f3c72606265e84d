/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Reads the section {@code router} of the configuration, with every problem at its line. It stands
 * beside the values, since what it refuses depends on what delivery makes of them. Start at {@link
 * io.watchfire.router.config.file.RouterConfigReader}.
 */
@NullMarked
package io.watchfire.router.config.file;

import org.jspecify.annotations.NullMarked;
