/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** People's mailboxes, by SMTP. Start at {@link io.watchfire.router.targets.email.EmailTarget}. */
@NullMarked
package io.watchfire.router.targets.email;

import org.jspecify.annotations.NullMarked;
