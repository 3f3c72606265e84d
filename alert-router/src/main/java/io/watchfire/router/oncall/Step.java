/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.oncall;

import java.time.Duration;
import java.util.List;

/**
 * One step of an escalation.
 *
 * @param recipients who is told, all at once; at least one. The key is {@code notify}, which Java
 *     keeps for itself
 * @param escalateAfter how long this step has before the next one, from 1 s to 1 d
 */
public record Step(List<Recipient> recipients, Duration escalateAfter) {
  /**
   * Checks and copies.
   *
   * @throws IllegalArgumentException says which value is wrong and what was expected
   */
  public Step {
    recipients = List.copyOf(recipients);
    if (recipients.isEmpty()) {
      throw new IllegalArgumentException("notify: nobody (expected: at least one)");
    }
    Range.SECOND_TO_DAY.require("escalateAfter", escalateAfter);
  }
}
