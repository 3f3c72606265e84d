/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.anomaly;

import io.watchfire.codec.ByteReader;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The detectors that a rule or {@code watchfire detect --detector} can name. */
public enum DetectorType {
  /** Distance from a moving average. */
  EWMA("ewma", EwmaDetector.DESCRIPTION);

  /** What is taken where nothing is said. */
  public static final DetectorType DEFAULT = EWMA;

  private final String text;
  private final String description;

  DetectorType(String text, String description) {
    this.text = text;
    this.description = description;
  }

  /** The name in rules and on the command line. */
  public String text() {
    return text;
  }

  /** In one line what it finds, and by what. */
  public String description() {
    return description;
  }

  /** The type of that name; IllegalArgumentException, with the names there are, if none has it. */
  public static DetectorType of(String text) {
    return Arrays.stream(values())
        .filter(type -> type.text.equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "detector: " + text + " (expected: one of " + names() + ")"));
  }

  /** A detector that has seen nothing. */
  public Detector create(DetectorSettings settings) {
    return switch (this) {
      case EWMA -> new EwmaDetector(settings);
    };
  }

  /** The counterpart of {@link Detector#write}; that it is of this type, the caller has kept. */
  public Detector read(ByteReader in, DetectorSettings settings) {
    return switch (this) {
      case EWMA -> EwmaDetector.read(in, settings);
    };
  }

  private static String names() {
    return Arrays.stream(values()).map(DetectorType::text).collect(Collectors.joining(", "));
  }
}
