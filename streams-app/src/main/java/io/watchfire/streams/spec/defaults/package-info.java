/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The rules that nobody has to write: for every service that is seen. Start at {@link
 * io.watchfire.streams.spec.defaults.DefaultRules}.
 */
@NullMarked
package io.watchfire.streams.spec.defaults;

import org.jspecify.annotations.NullMarked;
