/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.delivery;

import io.watchfire.schemas.alert.Alert;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The state of an alert and where on the topic it was read.
 *
 * @param fingerprint the record's key
 * @param alert the state
 * @param partition of the alerts topic
 * @param offset in the partition
 * @param origin the record as it was read, for the dead letters; null if it stands on no topic
 */
public record StateRecord(
    String fingerprint,
    Alert alert,
    int partition,
    long offset,
    @Nullable ConsumerRecord<byte[], byte[]> origin) {

  /** A state that stands on no topic. */
  public StateRecord(String fingerprint, Alert alert, int partition, long offset) {
    this(fingerprint, alert, partition, offset, null);
  }

  /** What a record, which has a key, says. */
  static StateRecord of(ConsumerRecord<byte[], byte[]> record, Alert alert) {
    String fingerprint = new String(record.key(), StandardCharsets.UTF_8);
    return new StateRecord(fingerprint, alert, record.partition(), record.offset(), record);
  }

  /**
   * Whether this record is the newer one of the same alert. Offsets decide within a partition; when
   * the number of partitions was changed, the alert's own clock and count of transitions do.
   */
  public boolean isNewerThan(StateRecord other) {
    if (partition == other.partition) {
      return offset > other.offset;
    }
    int byTime = alert.updatedAt().compareTo(other.alert.updatedAt());
    return byTime != 0 ? byTime > 0 : alert.transition() >= other.alert.transition();
  }
}
