/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.runtime.kafka;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * What the dead-letter topic holds: the key, the value and the headers of a record that cannot be
 * used, as they stood, and in further headers why not and where it stood.
 */
public final class DeadLetter {
  /** Why the record cannot be used: a sentence of at most 1,000 characters. */
  public static final String CAUSE = "watchfire-cause";

  /** The topic it stands on. */
  public static final String TOPIC = "watchfire-topic";

  /** Its partition there, in decimal digits. */
  public static final String PARTITION = "watchfire-partition";

  /** Its offset in the partition, in decimal digits. */
  public static final String OFFSET = "watchfire-offset";

  private static final int MAX_CAUSE = 1_000;

  private DeadLetter() {}

  /** The headers of a letter: those that the record has, then ours. */
  public static Headers headers(
      Headers original, String cause, String topic, int partition, long offset) {
    Headers headers = new RecordHeaders(original);
    add(headers, CAUSE, cut(cause));
    add(headers, TOPIC, topic);
    add(headers, PARTITION, Integer.toString(partition));
    add(headers, OFFSET, Long.toString(offset));
    return headers;
  }

  /**
   * The letter for a record that a consumer read. Has the same four once more under the names
   * without {@code watchfire-}, which such letters had before there was one vocabulary.
   *
   * @param to the dead-letter topic
   */
  public static ProducerRecord<byte[], byte[]> of(
      ConsumerRecord<byte[], byte[]> record, String to, String cause) {
    Headers headers =
        headers(record.headers(), cause, record.topic(), record.partition(), record.offset());
    add(headers, "cause", cut(cause));
    add(headers, "topic", record.topic());
    add(headers, "partition", Integer.toString(record.partition()));
    add(headers, "offset", Long.toString(record.offset()));
    return new ProducerRecord<>(to, null, record.key(), record.value(), headers);
  }

  private static String cut(String cause) {
    return cause.substring(0, Math.min(MAX_CAUSE, cause.length()));
  }

  private static void add(Headers headers, String name, String value) {
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
