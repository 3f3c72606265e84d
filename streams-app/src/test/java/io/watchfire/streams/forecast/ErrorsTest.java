/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.watchfire.streams.codec.ByteReader;
import io.watchfire.streams.codec.ByteWriter;
import org.junit.jupiter.api.Test;

class ErrorsTest {
  private static final double LOWEST = 0;

  private static Errors of(boolean mirrored, double most) {
    return new Errors(30, mirrored, most, -1, 0, 1);
  }

  @Test
  void standInErrorsGrowWithTheWidth() {
    assertThat(of(false, 2).quantile(LOWEST, 10)).isEqualTo(-10);
    assertThat(of(false, 2).uncut(1, 10)).isEqualTo(10);
  }

  @Test
  void anErrorOfACalmWindowIsBoundedInARoughOne() {
    Errors errors = of(false, 2);
    errors.add(-30, 0.001, false);
    assertThat(errors.quantile(LOWEST, 1)).isEqualTo(-60);
  }

  @Test
  void whatSteppedDownMayStepUpWhereErrorsAreMirrored() {
    Errors errors = of(true, 1);
    errors.add(-30, 1, false);
    assertThat(errors.quantile(LOWEST, 1)).isEqualTo(-30);
    assertThat(errors.quantile(1, 1)).isEqualTo(30);
    assertThat(errors.uncut(1, 1)).as("a trend is not mirrored").isEqualTo(1);
  }

  @Test
  void whatAResetCutShortCountsForTheIntervalAlone() {
    Errors errors = of(false, 1);
    errors.add(-30, 1, true);
    assertThat(errors.quantile(LOWEST, 1)).isEqualTo(-30);
    assertThat(errors.uncut(LOWEST, 1)).isEqualTo(-1);
  }

  @Test
  void anUnseenErrorIsExpectedUntilTheSeriesKnowsBetter() {
    Errors errors = of(false, 1);
    assertThat(errors.quantile(LOWEST, 1, Double.NaN, -50)).isEqualTo(-50);
    for (int i = 0; i < 24; i++) {
      errors.add(0.1, 1, false);
    }
    assertThat(errors.quantile(LOWEST, 1, Double.NaN, -50)).isEqualTo(-1);
  }

  @Test
  void errorsBeyondWhatAFloatHoldsStillHaveQuantiles() {
    Errors errors = of(false, 2);
    for (int i = 0; i < 6; i++) {
      errors.add(i % 2 == 0 ? 1e39 : -1e39, 1e39, false);
    }
    for (double share : new double[] {0, 0.1, 0.5, 0.9, 1}) {
      assertThat(errors.quantile(share, 1e39)).as("share %s", share).isFinite();
      assertThat(errors.uncut(share, 1e39)).as("share %s", share).isFinite();
    }
  }

  @Test
  void infiniteErrorsOfAnOlderStateAreReadAsTheLargest() {
    long infinite = Float.floatToRawIntBits(Float.POSITIVE_INFINITY);
    ByteWriter out = new ByteWriter(16);
    out.varint(2);
    for (int i = 0; i < 2; i++) {
      out.fixed64(infinite << Integer.SIZE | infinite);
    }
    Errors errors = of(false, 2);
    errors.read(new ByteReader(out.toBytes()));
    assertThat(errors.uncut(1, 1)).isFinite();
    assertThat(errors.uncut(0.95, 1)).isFinite();
  }

  @Test
  void theOldestAreForgottenAndTheRestIsReadAsItWasWritten() {
    Errors errors = of(false, 2);
    errors.add(-1000, 1, false);
    for (int i = 0; i < 100; i++) {
      errors.add(i / 3.0, 1 + i / 7.0, i % 5 == 0);
      ByteWriter out = new ByteWriter(16);
      errors.write(out);
      Errors read = of(false, 2);
      read.read(new ByteReader(out.toBytes()));
      for (double share : new double[] {0, 0.1, 0.5, 1}) {
        assertThat(read.quantile(share, 3)).isEqualTo(errors.quantile(share, 3));
        assertThat(read.uncut(share, 3)).isEqualTo(errors.uncut(share, 3));
      }
      errors = read;
    }
    assertThat(errors.quantile(LOWEST, 1)).isCloseTo(-1, within(1e-9));
  }
}
