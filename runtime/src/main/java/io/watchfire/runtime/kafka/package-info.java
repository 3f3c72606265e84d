/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * How a process talks to Kafka: its clients' properties, its topics, and the check at the start
 * that says what is missing.
 *
 * <p>Start at {@link io.watchfire.runtime.kafka.KafkaSettings}.
 */
@NullMarked
package io.watchfire.runtime.kafka;

import org.jspecify.annotations.NullMarked;
