/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Delivery that loses nothing: what is sent is the current state of each alert, to every peer of
 * every configured cluster of Alertmanagers, each with its own durable cursor, until it is
 * accepted.
 *
 * <p>Start at {@link io.watchfire.router.delivery.AlertFeed}, where alerts come in; {@link
 * io.watchfire.router.delivery.Outbox} decides what one Alertmanager is owed (pure, time is a
 * parameter), {@link io.watchfire.router.delivery.DeliveryLoop} sends it.
 */
@NullMarked
package io.watchfire.router.delivery;

import org.jspecify.annotations.NullMarked;
