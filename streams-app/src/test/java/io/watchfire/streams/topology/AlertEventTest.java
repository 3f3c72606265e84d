/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.watchfire.streams.codec.CorruptValueException;
import io.watchfire.streams.grouping.Alerts;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AlertEventTest {
  static List<AlertEvent> each() {
    return List.of(
        new AlertEvent.Transition(Alerts.fires(1), -1),
        new AlertEvent.Transition(Alerts.ends(2), 1),
        new AlertEvent.Refresh(Alerts.fires(3)),
        new AlertEvent.Forgotten("0123456789abcdef"),
        new AlertEvent.GroupCount(31, 50_000));
  }

  @ParameterizedTest
  @MethodSource("each")
  void itReadsWhatItWrote(AlertEvent detection) {
    assertThat(AlertEvent.read(detection.write())).isEqualTo(detection);
  }

  @Test
  void whatIsUnknownIsRefusedByName() {
    byte[] value = new AlertEvent.GroupCount(1, 2).write();
    value[1] = 9;
    assertThatThrownBy(() -> AlertEvent.read(value))
        .isInstanceOf(CorruptValueException.class)
        .hasMessage("detection: kind 9 (expected: 0 to 3)");
    value[0] = 2;
    assertThatThrownBy(() -> AlertEvent.read(value))
        .isInstanceOf(CorruptValueException.class)
        .hasMessage("detection: format version 2 (expected: 1 to 1)");
  }
}
