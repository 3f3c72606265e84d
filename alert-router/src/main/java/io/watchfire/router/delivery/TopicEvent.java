/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.delivery;

/** What the threads around a {@link DeliveryLoop} put into its queue. */
public sealed interface TopicEvent {
  /** What a record of the topic says. */
  sealed interface Published extends TopicEvent {}

  /** A state was read. */
  record Changed(StateRecord record) implements Published {}

  /** A record was read that is none of this delivery's business. */
  record Passed(int partition, long offset) implements TopicEvent {}

  /** A tombstone was read. */
  record Forgotten(String fingerprint, int partition, long offset) implements Published {}

  /** The Alertmanager's process is another one than before. */
  record Restarted() implements TopicEvent {}

  /** The Alertmanager answers again. */
  record BackAgain() implements TopicEvent {}
}
