/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.watchfire.streams.codec.CorruptValueException;
import io.watchfire.streams.gather.Alerts;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DetectionTest {
  static List<Detection> each() {
    return List.of(
        new Detection.Transition(Alerts.fires(1), -1),
        new Detection.Transition(Alerts.ends(2), 1),
        new Detection.Refresh(Alerts.fires(3)),
        new Detection.Forgotten("0123456789abcdef"),
        new Detection.Census(31, 50_000));
  }

  @ParameterizedTest
  @MethodSource("each")
  void itReadsWhatItWrote(Detection detection) {
    assertThat(Detection.read(detection.write())).isEqualTo(detection);
  }

  @Test
  void whatIsUnknownIsRefusedByName() {
    byte[] value = new Detection.Census(1, 2).write();
    value[1] = 9;
    assertThatThrownBy(() -> Detection.read(value))
        .isInstanceOf(CorruptValueException.class)
        .hasMessage("detection: kind 9 (expected: 0 to 3)");
    value[0] = 2;
    assertThatThrownBy(() -> Detection.read(value))
        .isInstanceOf(CorruptValueException.class)
        .hasMessage("detection: format version 2 (expected: 1 to 1)");
  }
}
