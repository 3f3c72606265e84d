/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.runtime.kafka;

/** How the members of a Kafka Streams application share their work. */
public enum GroupProtocol {
  /** By the broker; needs Kafka 4.2 or newer. */
  STREAMS,
  /** By the members themselves; works with every supported broker. */
  CLASSIC
}
