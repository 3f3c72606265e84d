/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * How we connect to others: secrets that nothing shows, authentication, certificates, and how they
 * are configured. Start at {@link io.watchfire.router.connection.ConnectionReader}.
 */
@NullMarked
package io.watchfire.router.connection;

import org.jspecify.annotations.NullMarked;
