/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.pager;

import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What on call asks of the Alertmanagers. */
public interface Alertmanagers {
  /**
   * The labels of every alert that is not resolved, silenced and inhibited ones among them, by
   * fingerprint; null if one of them does not answer: it may be the only one that was told of an
   * alert.
   */
  @Nullable Map<String, Map<String, String>> alerts() throws InterruptedException;

  /**
   * Silences alerts with these labels among others, unless a silence with that comment is there
   * already: making one is not idempotent by itself.
   *
   * @throws IOException if some Alertmanager did not take it
   */
  void silence(Map<String, String> labels, String comment, Instant until)
      throws IOException, InterruptedException;

  /**
   * Ends the silences with that comment.
   *
   * @throws IOException if some Alertmanager did not take that
   */
  void unsilence(String comment) throws IOException, InterruptedException;
}
