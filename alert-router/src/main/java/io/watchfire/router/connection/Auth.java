/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.connection;

/** How a request says who sends it. Every {@link SecretSource} is read anew for each request. */
public sealed interface Auth {
  /** Not at all. */
  record None() implements Auth {}

  /**
   * HTTP basic authentication.
   *
   * @param user the user's name
   * @param password the password
   */
  record Basic(String user, SecretSource password) implements Auth {}

  /**
   * A bearer token.
   *
   * @param token without the word {@code Bearer}
   */
  record Bearer(SecretSource token) implements Auth {}
}
