/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SamplingTest {
  @Test
  void aSpanStandsForAsManyAsItsThresholdSays() {
    assertThat(Sampling.weight("ot=th:0")).isEqualTo(1);
    assertThat(Sampling.weight("ot=th:8")).isEqualTo(2);
    assertThat(Sampling.weight("ot=th:c")).isEqualTo(4);
    assertThat(Sampling.weight("ot=th:e")).isEqualTo(8);
    assertThat(Sampling.weight("vendor=x, ot=rv:123;th:c ,other=y")).isEqualTo(4);
    assertThat(Sampling.weight("ot=th:ffffffffffffff")).isEqualTo(0x1p56);
  }

  @Test
  void withoutAThresholdThatCanBeReadItStandsForItself() {
    assertThat(Sampling.weight("")).isEqualTo(1);
    assertThat(Sampling.weight("vendor=th:8")).isEqualTo(1);
    assertThat(Sampling.weight("ot=rv:8")).isEqualTo(1);
    assertThat(Sampling.weight("ot=th:")).isEqualTo(1);
    assertThat(Sampling.weight("ot=th:xyz")).isEqualTo(1);
    assertThat(Sampling.weight("ot=th:800000000000000")).as("15 digits").isEqualTo(1);
  }
}
