/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.delivery;

import java.time.Duration;

/** What became of what was due. */
sealed interface DeliveryResult {
  /** All of it was accepted or refused for good; or nothing was due. */
  record Settled() implements DeliveryResult {}

  /**
   * Some of it is still due, and nothing is to be sent for a while.
   *
   * @param pause how long
   * @param cause what stands against it, for people
   */
  record Held(Duration pause, String cause) implements DeliveryResult {}
}
