/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.recorder;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an event says of one alert.
 *
 * @param entry under Alertmanager's fingerprint
 * @param startsAt since when the alert fires; null where the event does not say
 * @param once what is worth telling once while the alert fires, such as the silence it is under;
 *     null for what is news each time
 */
record Fact(AuditEntry entry, @Nullable Instant startsAt, @Nullable String once) {}
