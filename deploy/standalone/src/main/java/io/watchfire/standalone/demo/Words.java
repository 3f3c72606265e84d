/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.standalone.demo;

import io.watchfire.runtime.config.Durations;
import io.watchfire.schemas.slo.SloStatus;
import java.util.Collection;
import java.util.Locale;

/** An objective's state as a line. */
final class Words {
  private static final int BAR = 20;

  private Words() {}

  static String of(SloStatus status) {
    StringBuilder line = new StringBuilder();
    line.append(status.service()).append('/').append(status.group().get("tenant"));
    line.append(
        String.format(
            Locale.ROOT,
            "  budget %s %5.1f %%  burn",
            bar(status.budgetRemaining()),
            status.budgetRemaining() * 100));
    status.windows().stream()
        .limit(2)
        .forEach(
            window ->
                line.append(
                    String.format(
                        Locale.ROOT,
                        "  %s %5.1f",
                        Durations.text(window.length()),
                        window.burnRate())));
    return line.append("  page ").append(status.page()).toString();
  }

  static String summary(Collection<SloStatus> statuses) {
    double least = statuses.stream().mapToDouble(SloStatus::budgetRemaining).min().orElse(1);
    long firing = statuses.stream().filter(status -> status.page().equals("firing")).count();
    return String.format(
        Locale.ROOT,
        "%d objectives watched, least budget left %.1f %%, %d pages",
        statuses.size(),
        least * 100,
        firing);
  }

  private static String bar(double share) {
    int full = (int) Math.round(Math.clamp(share, 0, 1) * BAR);
    return "[" + "#".repeat(full) + ".".repeat(BAR - full) + "]";
  }
}
