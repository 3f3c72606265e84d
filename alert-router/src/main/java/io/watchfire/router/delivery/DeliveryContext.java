/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.delivery;

import io.micrometer.core.instrument.MeterRegistry;
import io.watchfire.router.config.RouterConfig;
import java.time.Clock;
import org.apache.kafka.clients.admin.Admin;

/**
 * What the peers of all clusters share.
 *
 * @param feed where they get the alerts from
 * @param admin keeps their cursors
 * @param audit takes what became of each alert
 */
public record DeliveryContext(
    RouterConfig config,
    AlertFeed feed,
    Admin admin,
    DeliveryAudit audit,
    MeterRegistry metrics,
    Clock clock) {}
