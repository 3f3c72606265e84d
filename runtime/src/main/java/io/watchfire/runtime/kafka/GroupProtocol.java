/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.runtime.kafka;

/** How the members of a Kafka Streams application share their work. */
public enum GroupProtocol {
  /** By the broker; needs Kafka 4.2 or newer. */
  STREAMS("streams"),
  /** By the members themselves; works with every supported broker. */
  CLASSIC("classic");

  private final String text;

  GroupProtocol(String text) {
    this.text = text;
  }

  /** The name in configuration, ours and Kafka's. */
  public String text() {
    return text;
  }
}
