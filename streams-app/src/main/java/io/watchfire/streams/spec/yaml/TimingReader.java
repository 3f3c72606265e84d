/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.spec.yaml;

import io.watchfire.runtime.config.Section;
import io.watchfire.streams.alerting.NoDataPolicy;
import io.watchfire.streams.alerting.Timing;
import java.time.Duration;

/** Reads how patient alerts are: {@code for}, {@code keepFiringFor} and {@code noData}. */
final class TimingReader {
  private TimingReader() {}

  static Timing read(Section spec) {
    return new Timing(
        spec.duration("for", Duration.ZERO),
        spec.duration("keepFiringFor", Duration.ZERO),
        spec.choice("noData", NoDataPolicy.HOLD, NoDataPolicy::text));
  }
}
