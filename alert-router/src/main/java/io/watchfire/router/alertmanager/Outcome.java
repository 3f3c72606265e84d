/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.alertmanager;

/** What became of one request with alerts. */
public sealed interface Outcome {
  /** All of them are taken. */
  record Accepted() implements Outcome {}

  /** The valid ones are taken, at least one is not; Alertmanager does not say which. */
  record Partial(String cause) implements Outcome {}

  /** None is taken, because of what at least one of them looks like. */
  record Rejected(String cause) implements Outcome {}

  /** Not now: down, unreachable, too slow or overloaded. Some may have been taken. */
  record Unavailable(String cause) implements Outcome {}

  /** Not before somebody changes something: wrong address, credentials or certificate. */
  record Misconfigured(String cause) implements Outcome {}
}
