/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Who is to be woken, when, and until when: people, schedules, escalation policies and the routes
 * that lead to them. Knows neither Kafka nor HTTP nor the clock: time is a parameter.
 */
@NullMarked
package io.watchfire.router.oncall;

import org.jspecify.annotations.NullMarked;
