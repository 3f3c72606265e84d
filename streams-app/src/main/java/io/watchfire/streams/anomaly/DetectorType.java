/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.anomaly;

import io.watchfire.streams.anomaly.classical.ChangePointDetector;
import io.watchfire.streams.anomaly.classical.EwmaDetector;
import io.watchfire.streams.anomaly.classical.ForestDetector;
import io.watchfire.streams.anomaly.classical.MedianDetector;
import io.watchfire.streams.anomaly.classical.SeasonalDetector;
import io.watchfire.streams.anomaly.detector.Detector;
import io.watchfire.streams.anomaly.detector.DetectorSettings;
import io.watchfire.streams.anomaly.ensemble.TailEnsemble;
import io.watchfire.streams.codec.ByteReader;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The detectors that a rule or {@code watchfire detect --detector} can name. */
public enum DetectorType {
  /** Several statistics, each by its own tail. */
  ENSEMBLE("ensemble", "the rarest of several statistics, each by the series' own tail"),

  /** Distance from a moving average. */
  EWMA("ewma", EwmaDetector.DESCRIPTION),

  /** Distance from a median. */
  MEDIAN("median", MedianDetector.DESCRIPTION),

  /** Distance from the usual course of the day. */
  SEASONAL("seasonal", SeasonalDetector.DESCRIPTION),

  /** Lasting shifts. */
  CHANGE_POINT("change-point", ChangePointDetector.DESCRIPTION),

  /** Random Cut Forest; its state is a hundred times larger than that of the others. */
  FOREST("forest", ForestDetector.DESCRIPTION);

  /** What is taken where nothing is said. */
  public static final DetectorType DEFAULT = ENSEMBLE;

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
      case ENSEMBLE -> new TailEnsemble(settings);
      case EWMA -> new EwmaDetector(settings);
      case MEDIAN -> new MedianDetector(settings);
      case SEASONAL -> new SeasonalDetector(settings);
      case CHANGE_POINT -> new ChangePointDetector(settings);
      case FOREST -> new ForestDetector(settings);
    };
  }

  /** The counterpart of {@link Detector#write}; that it is of this type, the caller has kept. */
  public Detector read(ByteReader in, DetectorSettings settings) {
    return switch (this) {
      case ENSEMBLE -> TailEnsemble.read(in, settings);
      case EWMA -> EwmaDetector.read(in, settings);
      case MEDIAN -> MedianDetector.read(in, settings);
      case SEASONAL -> SeasonalDetector.read(in, settings);
      case CHANGE_POINT -> ChangePointDetector.read(in, settings);
      case FOREST -> ForestDetector.read(in, settings);
    };
  }

  private static String names() {
    return Arrays.stream(values()).map(DetectorType::text).collect(Collectors.joining(", "));
  }
}
