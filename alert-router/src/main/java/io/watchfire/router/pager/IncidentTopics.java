/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.pager;

import io.watchfire.runtime.kafka.KafkaSettings;

/**
 * Where incidents are kept.
 *
 * @param names of the topics
 * @param tail what is written there
 */
record IncidentTopics(PagerTopics names, KafkaSettings kafka, IncidentTail tail) {}
