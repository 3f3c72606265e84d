/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The life of an alert, whatever rule it comes from: pending, firing, resolved, and why. Knows no
 * clock; time is a parameter.
 *
 * <p>Start at {@link io.watchfire.streams.alerting.Lifecycle}; {@link
 * io.watchfire.streams.alerting.GroupClock} says what time it is for a group.
 */
@NullMarked
package io.watchfire.streams.alerting;

import org.jspecify.annotations.NullMarked;
