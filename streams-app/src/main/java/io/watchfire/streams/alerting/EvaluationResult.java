/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.alerting;

/**
 * What an evaluation found.
 *
 * <p>{@link #NO_DATA} is a state of its own: nothing starts to fire on it, and it does not end what
 * fires, since a service that dies must not end its own page.
 */
public enum EvaluationResult {
  /** The condition holds. */
  HOLDS,
  /** The condition does not hold. */
  CLEAR,
  /** Nothing was observed for a while. */
  NO_DATA
}
