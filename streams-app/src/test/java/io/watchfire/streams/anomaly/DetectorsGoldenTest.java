/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.golden.Golden;
import io.watchfire.streams.anomaly.detector.Detector;
import io.watchfire.streams.codec.ByteReader;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every detector has learnt of the same values, as it is kept. It holds logarithms, of which
 * other processors than that of the files may compute the last digit otherwise.
 */
@EnabledIfSystemProperty(named = "os.arch", matches = "amd64|x86_64")
class DetectorsGoldenTest {
  private static final int LEARNT = 400;
  private static final double[] VALUES = Trial.mixed(20_261_123, 2 * LEARNT);

  @ParameterizedTest
  @EnumSource
  void whatIsLearntIsKeptInTheSameBytes(DetectorType type) throws Exception {
    byte[] bytes = Trial.bytes(learnt(type));
    String sha = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    boolean whole = type != DetectorType.FOREST;
    Golden.assertSame(
        file(type.text()), List.of(whole ? HexFormat.of().formatHex(bytes) : "SHA-256 " + sha));
  }

  /** Of the forest, whose state is large, the file has only a hash. */
  @ParameterizedTest
  @ValueSource(strings = {"ensemble", "ewma", "median", "seasonal", "change-point"})
  void whatWasKeptIsReadAndGoesOn(String name) {
    DetectorType type = DetectorType.of(name);
    byte[] bytes = HexFormat.of().parseHex(Golden.lines(file(name)).getFirst());
    Detector read = type.read(new ByteReader(bytes), Trial.SETTINGS);
    double[] more = Arrays.copyOfRange(VALUES, LEARNT, VALUES.length);
    assertThat(Trial.run(read, LEARNT, true, more))
        .isEqualTo(Trial.run(learnt(type), LEARNT, true, more));
  }

  private static Detector learnt(DetectorType type) {
    Detector detector = type.create(Trial.SETTINGS);
    Trial.run(detector, 0, true, Arrays.copyOf(VALUES, LEARNT));
    return detector;
  }

  private static String file(String detector) {
    return "detectors/" + detector + ".txt";
  }
}
