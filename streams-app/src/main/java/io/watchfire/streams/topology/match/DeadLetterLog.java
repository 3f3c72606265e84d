/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.topology.match;

import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.slf4j.Logger;

/** Logs dead letters, but not each of a million: the first ten, then every power of two. */
final class DeadLetterLog {
  private static final int ALL_UP_TO = 10;

  private final Logger log;
  private long count;

  DeadLetterLog(Logger log) {
    this.log = log;
  }

  void log(RecordMetadata from, String cause) {
    count++;
    if (count <= ALL_UP_TO || Long.bitCount(count) == 1) {
      log.warn(
          "Dead letter {} of this task, {}-{} offset {}: {}",
          count,
          from.topic(),
          from.partition(),
          from.offset(),
          cause);
    }
  }
}
