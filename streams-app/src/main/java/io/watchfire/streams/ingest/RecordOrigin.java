/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.ingest;

import java.util.Map;

/**
 * Where a record came from, as far as it tells the tenant.
 *
 * @param topic the input topic
 * @param key the record's key as text; empty if it has none or is not text
 * @param headers its headers as text, names in lower case
 * @param appendTimeMillis when we received it, our own wall time in milliseconds; what the producer
 *     says of the record's time is not asked
 */
public record RecordOrigin(
    String topic, String key, Map<String, String> headers, long appendTimeMillis) {}
