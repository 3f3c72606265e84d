/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.spec.yaml;

import io.watchfire.runtime.config.Section;
import io.watchfire.streams.spec.RuleHead;
import io.watchfire.streams.spec.SeriesSpec;
import io.watchfire.streams.spec.ThresholdSpec;
import io.watchfire.streams.spec.ThresholdSpec.Limits;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Reads a rule of kind {@code ThresholdRule}. */
final class ThresholdReader {
  private final Section metadata;
  private final Section spec;

  ThresholdReader(Section document) {
    this.metadata = document.section("metadata");
    this.spec = document.section("spec");
  }

  ThresholdSpec read() {
    RuleHead head = HeadReader.read(metadata, spec);
    SeriesSpec series = new SeriesReader(head.name(), metadata.string("tenant", ""), spec).read();
    return new ThresholdSpec(head, series, limits(), TimingReader.read(spec));
  }

  private Limits limits() {
    BigDecimal above = spec.decimal("above", null);
    BigDecimal below = spec.decimal("below", null);
    if (!spec.has("above") && !spec.has("below")) {
      spec.problem("spec", "spec (expected: above, below or both, with a number)");
    }
    if (above != null && below != null && below.compareTo(above) > 0) {
      spec.problem(
          "below", "below: " + below + " (expected: at most above, " + above.toPlainString() + ")");
    }
    return new Limits(number(above), number(below));
  }

  private static double number(@Nullable BigDecimal written) {
    return written == null ? Double.NaN : written.doubleValue();
  }
}
