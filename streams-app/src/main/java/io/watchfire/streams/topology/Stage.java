/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.topology;

import java.util.List;
import org.apache.kafka.streams.Topology;

/**
 * One stage: a Kafka Streams application of its own, which meets the others only on topics. Each
 * has a folder beside this interface with its processor, its stores and what they hold.
 */
public interface Stage {
  /** The name that its group and its metrics have, such as {@code match}. */
  String name();

  /** The topics that it reads. */
  List<String> inputs();

  /** Its sources, processor, store and sinks; made anew whenever the stage is started. */
  Topology topology();
}
