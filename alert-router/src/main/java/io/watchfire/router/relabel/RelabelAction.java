/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.relabel;

/** What a rule does; the names are Prometheus'. */
public enum RelabelAction {
  /** Sets the target to the replacement where the regex matches the sources. */
  REPLACE("replace"),
  /** Drops all label sets whose sources the regex does not match. */
  KEEP("keep"),
  /** Drops all label sets whose sources the regex matches. */
  DROP("drop"),
  /** Copies labels whose name the regex matches to the name that the replacement makes. */
  LABELMAP("labelmap"),
  /** Removes labels whose name the regex matches. */
  LABELDROP("labeldrop"),
  /** Removes labels whose name the regex does not match. */
  LABELKEEP("labelkeep"),
  /** Sets the target to the sources' hash, modulo the modulus. */
  HASHMOD("hashmod"),
  /** Sets the target to the sources in lower case. */
  LOWERCASE("lowercase"),
  /** Sets the target to the sources in upper case. */
  UPPERCASE("uppercase"),
  /** Drops all label sets whose sources are not equal to the target. */
  KEEPEQUAL("keepequal"),
  /** Drops all label sets whose sources are equal to the target. */
  DROPEQUAL("dropequal");

  private final String text;

  RelabelAction(String text) {
    this.text = text;
  }

  /** The name in configuration. */
  public String text() {
    return text;
  }
}
