/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone;

import io.watchfire.runtime.config.Section;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * The embedded broker.
 *
 * @param port on the loopback address; 0 for a free one
 * @param overrides broker settings by Kafka's names
 */
public record BrokerConfig(int port, Map<String, String> overrides) {
  private static final int DEFAULT_PORT = 9092;
  private static final Duration DEFAULT_SESSION = Duration.ofSeconds(6);

  /** Copies the overrides. */
  public BrokerConfig {
    overrides = Map.copyOf(overrides);
  }

  static BrokerConfig read(Section broker) {
    int port = broker.integer("port", DEFAULT_PORT, 0, 65_535);
    Duration session = broker.duration("sessionTimeout", DEFAULT_SESSION);
    if (session.compareTo(Duration.ofMillis(1_500)) < 0
        || session.compareTo(Duration.ofMinutes(1)) > 0) {
      broker.problem("sessionTimeout", "broker.sessionTimeout (expected: 1500ms to 1m)");
    }
    Map<String, String> overrides = new HashMap<>();
    overrides.put("group.streams.session.timeout.ms", Long.toString(session.toMillis()));
    overrides.putAll(broker.stringMap("overrides"));
    return new BrokerConfig(port, overrides);
  }

  BrokerConfig withPort(int other) {
    return new BrokerConfig(other, overrides);
  }
}
