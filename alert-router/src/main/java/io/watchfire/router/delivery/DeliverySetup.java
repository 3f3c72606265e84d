/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.delivery;

import java.time.Clock;

/**
 * What the deliveries to one Alertmanager share.
 *
 * @param name the Alertmanager's, for people
 * @param relabeller how it sees alerts
 * @param payload the requests to it
 */
record DeliverySetup(String name, Relabeller relabeller, Payload payload, Clock clock) {}
