/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Delivers alerts to Alertmanager so that none is lost: what is sent is the current state of each
 * alert, to every configured Alertmanager, each with its own durable cursor, until it is accepted.
 *
 * <p>The way of an alert:
 *
 * <ol>
 *   <li>{@code io.watchfire.streams.alerting.Lifecycle} decides in the streams app that it fires,
 *       or no more.
 *   <li>{@code io.watchfire.streams.topology.Announcer} writes its state to the topic of alerts.
 *   <li>{@link io.watchfire.router.AlertRouter} has put together all that follows, and started it.
 *   <li>{@link io.watchfire.router.delivery.StateReader} makes an event of each record of the
 *       topic, which a {@link io.watchfire.runtime.kafka.CompactedTopicReader} reads.
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
