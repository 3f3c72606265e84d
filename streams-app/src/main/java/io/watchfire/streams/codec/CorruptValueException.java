/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.codec;

/** A value of a store or an internal topic that this version cannot read. */
public final class CorruptValueException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Says what was wrong and where. */
  public CorruptValueException(String message) {
    super(message);
  }
}
