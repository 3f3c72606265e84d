/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.pager;

import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What on call asks of the Alertmanagers. Whose alerts are meant is told by the labels of an
 * incident: where Alertmanagers have tenants, one of them names the tenant.
 */
public interface Alertmanagers {
  /** Questions that belong together: for the same tenants is asked once. Not thread-safe. */
  interface Round {
    /**
     * What they list; null if one of them does not answer, since it may be the only one that was
     * told of an alert, or if whose alerts to ask for is not known.
     *
     * @param incident the labels of the incident whose alerts are looked for
     */
    @Nullable Listing alerts(Map<String, String> incident) throws InterruptedException;
  }

  /** Begins to ask about alerts. */
  Round round();

  /**
   * Silences a group of alerts, unless a silence with that comment is there already: making one is
   * not idempotent by itself.
   *
   * @param incident the labels of the incident
   * @param group what every alert of the group has among its labels
   * @throws IOException if no Alertmanager of some cluster took it
   */
  void silence(
      Map<String, String> incident, Map<String, String> group, String comment, Instant until)
      throws IOException, InterruptedException;

  /**
   * Ends the silences with that comment.
   *
   * @param incident the labels of the incident
   * @throws IOException if no Alertmanager of some cluster took that
   */
  void unsilence(Map<String, String> incident, String comment)
      throws IOException, InterruptedException;
}
