/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.schemas.alert;

/** Where an alert is in its life. Only {@link #FIRING} and {@link #RESOLVED} are ever sent out. */
public enum AlertState {
  /** The condition does not hold. */
  INACTIVE("inactive"),
  /** The condition holds, but not yet for as long as the rule asks. */
  PENDING("pending"),
  /** The condition holds; people are told. */
  FIRING("firing"),
  /** The condition held and no longer does. */
  RESOLVED("resolved");

  private final String text;

  AlertState(String text) {
    this.text = text;
  }

  /** The name in JSON, labels and documents: lower case. */
  public String text() {
    return text;
  }

  /**
   * The state of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static AlertState of(String text) {
    for (AlertState state : values()) {
      if (state.text().equals(text)) {
        return state;
      }
    }
    throw new IllegalArgumentException(
        "state: " + text + " (expected: inactive, pending, firing or resolved)");
  }
}
