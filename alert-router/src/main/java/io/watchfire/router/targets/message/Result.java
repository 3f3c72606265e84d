/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.targets.message;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What became of one attempt to deliver a message. */
public sealed interface Result {
  /** What it was, for people; without secrets. */
  String detail();

  /** The other side has taken it. */
  record Delivered(String detail) implements Result {}

  /**
   * It may go better later: the network, a timeout, 408, 425, 429, 5xx.
   *
   * @param after how long the other side asks to wait; null if it does not say
   */
  record Later(String detail, @Nullable Duration after) implements Result {}

  /** This message will never be taken: another try would fail alike. */
  record Refused(String detail) implements Result {}

  /** The target wants nothing any more (410): it is not to be tried again at all. */
  record Gone(String detail) implements Result {}
}
