/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.schemas.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** The vectors are Alertmanager's: prometheus/common computes the same for these label sets. */
class FingerprintTest {
  @Test
  void noLabelsAreTheHashOfNothing() {
    assertThat(Fingerprint.of(Map.of())).isEqualTo("cbf29ce484222325");
  }

  @Test
  void labelsHashAsInAlertmanager() {
    assertThat(Fingerprint.of(Map.of("name", "garland, briggs", "fear", "love is not enough")))
        .isEqualTo("507a62d79ee76c9a");
    assertThat(Fingerprint.of(Map.of("alertname", "ok1"))).isEqualTo("d7252752c04bd3c5");
  }

  @Test
  void anEmptyValueIsNoLabel() {
    assertThat(Fingerprint.of(Map.of("alertname", "ok1", "team", "")))
        .isEqualTo(Fingerprint.of(Map.of("alertname", "ok1")));
  }

  @Test
  void nameAndValueAreNotInterchangeable() {
    assertThat(Fingerprint.of(Map.of("a", "b"))).isNotEqualTo(Fingerprint.of(Map.of("b", "a")));
  }
}
