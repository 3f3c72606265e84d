/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {

  @ParameterizedTest
  @CsvSource({"30d,30d", "1h30m,1h30m", "90m,1h30m", "500ms,500ms", "1w,7d", "1y,365d", "0,0s"})
  void readsWhatItWritesAndWhatPrometheusWrites(String text, String written) {
    Duration duration = Durations.parse(text);
    assertThat(Durations.text(duration)).isEqualTo(written);
    assertThat(Durations.parse(written)).isEqualTo(duration);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "5", "-5m", "5 m", "30m1h", "1h1h", "1.5h", "PT5M", "m", "999999999y"})
  void refusesAnythingElse(String text) {
    assertThatThrownBy(() -> Durations.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected: a duration such as 30d");
  }

  @Test
  void doesNotRoundWhenWriting() {
    assertThatThrownBy(() -> Durations.text(Duration.ofNanos(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
