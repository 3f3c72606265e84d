/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.delivery;

/** What a {@link DeliveryLoop} is told by the threads around it. */
public sealed interface Notice {
  /** A state was read. */
  record Changed(StateRecord record) implements Notice {}

  /** A record was read that is none of this delivery's business. */
  record Passed(int partition, long offset) implements Notice {}

  /** A tombstone was read. */
  record Forgotten(String fingerprint, int partition, long offset) implements Notice {}

  /** The Alertmanager's process is another one than before. */
  record Restarted() implements Notice {}

  /** The Alertmanager answers again. */
  record BackAgain() implements Notice {}
}
