/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Reads people, schedules, policies and routes from the file of on call, with every problem at its
 * line. Start at {@link io.watchfire.router.oncall.file.OnCallReader}.
 */
@NullMarked
package io.watchfire.router.oncall.file;

import org.jspecify.annotations.NullMarked;
