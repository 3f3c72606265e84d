/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * On call at work: takes Alertmanager's notifications and people's answers, keeps incidents in
 * Kafka, and sends the pages that are due. Start at {@link io.watchfire.router.pager.Pager}; what
 * an incident does is decided in {@link io.watchfire.router.incident}. docs/on-call.md tells how it
 * survives crashes.
 */
@NullMarked
package io.watchfire.router.pager;

import org.jspecify.annotations.NullMarked;
