/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.incident;

/**
 * What we know ourselves of an alert. Alertmanager's word counts for others' alerts only: of a
 * silenced alert it never says that it resolved, and after an absence of ours it says that all did.
 */
public interface AlertStatus {
  /** What is known. */
  enum State {
    FIRING,
    OVER,
    /** Somebody else sent it. */
    FOREIGN
  }

  /**
   * Of the alert with that fingerprint at Alertmanager, which is that of the labels it was sent
   * with.
   */
  State of(String fingerprint);

  /**
   * The number of the last change of state of what of ours fires under that fingerprint: it is
   * higher each time it fires again. 0 if nothing fires, or it is not known.
   */
  default long transition(String fingerprint) {
    return 0;
  }
}
