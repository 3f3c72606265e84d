/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.pager;

/**
 * Whom on call asks about alerts.
 *
 * @param own what is known of our own alerts
 * @param alertmanagers for alerts of others, and silences
 */
public record AlertSources(OwnAlerts own, Alertmanagers alertmanagers) {}
