/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router;

import io.watchfire.schemas.alert.Alert;

/**
 * The state of an alert and where on the topic it was read.
 *
 * @param fingerprint the record's key
 * @param alert the state
 * @param partition of the alerts topic
 * @param offset in the partition
 */
record StateRecord(String fingerprint, Alert alert, int partition, long offset) {
  /**
   * Whether this record is the newer one of the same alert. Offsets decide within a partition; when
   * the number of partitions was changed, the alert's own clock and count of transitions do.
   */
  boolean isNewerThan(StateRecord other) {
    if (partition == other.partition) {
      return offset > other.offset;
    }
    int byTime = alert.updatedAt().compareTo(other.alert.updatedAt());
    return byTime != 0 ? byTime > 0 : alert.transition() >= other.alert.transition();
  }
}
