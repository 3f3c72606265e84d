/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The life of an incident: from Alertmanager's first notification over pages, acknowledgement and
 * escalation to its end. Start at {@link io.watchfire.router.incident.Incidents}. Knows neither
 * Kafka nor HTTP nor the clock: time is a parameter.
 */
@NullMarked
package io.watchfire.router.incident;

import org.jspecify.annotations.NullMarked;
