/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.config;

/** Whether every address of a name is a member of its own. */
public enum Resolve {
  /** Where the name has several addresses. */
  AUTO("auto"),
  /** Always. */
  ALL("all"),
  /** Never: the name is one member, at whichever address answers. */
  OFF("off");

  private final String text;

  Resolve(String text) {
    this.text = text;
  }

  /** The name in configuration. */
  public String text() {
    return text;
  }
}
