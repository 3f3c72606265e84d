/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.schemas.protobuf;

/** The bytes are not the telemetry they were taken for. The message names the place and why. */
public final class MalformedTelemetryException extends Exception {
  private final int offset;

  /**
   * An error at a place.
   *
   * @param message what is wrong, what was expected, and where
   * @param offset the byte offset in the record, or -1 if it is not known
   */
  public MalformedTelemetryException(String message, int offset) {
    super(message);
    this.offset = offset;
  }

  /** The byte offset in the record; -1 if it is not known. */
  public int offset() {
    return offset;
  }
}
