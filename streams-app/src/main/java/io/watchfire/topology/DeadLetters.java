/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.topology;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** A record that cannot be processed, with its cause, on its way to the dead-letter topic. */
final class DeadLetters {
  private static final int MAX_CAUSE = 1_000;

  private DeadLetters() {}

  static Record<byte[], byte[]> of(
      Record<byte[], byte[]> record, RecordMetadata from, String cause) {
    RecordHeaders headers = new RecordHeaders(record.headers());
    add(headers, "watchfire-cause", cause.substring(0, Math.min(MAX_CAUSE, cause.length())));
    add(headers, "watchfire-topic", from.topic());
    add(headers, "watchfire-partition", Integer.toString(from.partition()));
    add(headers, "watchfire-offset", Long.toString(from.offset()));
    return new Record<>(record.key(), record.value(), record.timestamp(), headers);
  }

  private static void add(RecordHeaders headers, String name, String value) {
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
