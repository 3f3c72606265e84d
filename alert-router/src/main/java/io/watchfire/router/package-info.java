/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Delivers alerts to Alertmanager so that none is lost: what is sent is the current state of each
 * alert, to every configured Alertmanager, each with its own durable cursor, until it is accepted.
 *
 * <p>The way of an alert, from its topic to an Alertmanager:
 *
 * <ol>
 *   <li>{@link io.watchfire.router.AlertRouter} puts together all that follows, and starts it.
 *   <li>{@link io.watchfire.runtime.kafka.CompactedTopicReader} reads the alerts topic.
 *   <li>{@link io.watchfire.router.delivery.StateReader} makes an event of each record.
 *   <li>{@link io.watchfire.router.delivery.AlertFeed} keeps the state, and hands the event to all
 *       who deliver: for each address in a {@link io.watchfire.router.delivery.Cluster} one, with a
 *       queue for each tenant.
 *   <li>{@link io.watchfire.router.delivery.DeliveryLoop} takes events from one queue, and sends
 *       what is due, or halves, or waits.
 *   <li>{@link io.watchfire.router.delivery.Outbox} says what is due, and how far the cursor may go
 *       (pure, time is a parameter).
 *   <li>{@link io.watchfire.router.alertmanager.AlertmanagerClient} posts it.
 * </ol>
 */
@NullMarked
package io.watchfire.router;

import org.jspecify.annotations.NullMarked;
