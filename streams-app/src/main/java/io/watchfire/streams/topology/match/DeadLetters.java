/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.topology.match;

import io.watchfire.runtime.kafka.DeadLetter;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** A record that cannot be processed, with its cause, on its way to the dead-letter topic. */
final class DeadLetters {
  private DeadLetters() {}

  static Record<byte[], byte[]> of(
      Record<byte[], byte[]> record, RecordMetadata from, String cause) {
    Headers headers =
        DeadLetter.headers(record.headers(), cause, from.topic(), from.partition(), from.offset());
    return new Record<>(record.key(), record.value(), record.timestamp(), headers);
  }
}
