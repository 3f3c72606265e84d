/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * A single-node Kafka broker inside this JVM, on a persistent directory: what standalone mode and
 * the integration tests run on.
 *
 * <p>Start at {@link io.watchfire.broker.EmbeddedBroker}. Kafka's broker classes are no public API;
 * this package is the only one that touches them, so that an upgrade of Kafka is a change here and
 * nowhere else. What the broker is set to, and why, is in {@code BrokerSettings}; where it may
 * listen in {@code Listeners}.
 */
@NullMarked
package io.watchfire.broker;

import org.jspecify.annotations.NullMarked;
