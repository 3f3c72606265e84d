/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.relabel;

/** What a rule does; the names are Prometheus'. */
public enum RelabelAction {
  /** Sets the target to the replacement where the regex matches the sources. */
  REPLACE,
  /** Drops all label sets whose sources the regex does not match. */
  KEEP,
  /** Drops all label sets whose sources the regex matches. */
  DROP,
  /** Copies labels whose name the regex matches to the name that the replacement makes. */
  LABELMAP,
  /** Removes labels whose name the regex matches. */
  LABELDROP,
  /** Removes labels whose name the regex does not match. */
  LABELKEEP,
  /** Sets the target to the sources' hash, modulo the modulus. */
  HASHMOD,
  /** Sets the target to the sources in lower case. */
  LOWERCASE,
  /** Sets the target to the sources in upper case. */
  UPPERCASE,
  /** Drops all label sets whose sources are not equal to the target. */
  KEEPEQUAL,
  /** Drops all label sets whose sources are equal to the target. */
  DROPEQUAL
}
