/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.spec.yaml;

import io.watchfire.runtime.config.Durations;
import io.watchfire.runtime.config.Section;
import io.watchfire.runtime.config.YamlScalar;
import io.watchfire.streams.grouping.GroupingSettings;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code gather}: when alerts of many groups are one, or {@code off}. */
final class GroupingReader {
  private static final String KEY = "gather";
  private static final Duration LONGEST = Duration.ofMinutes(10);
  private static final int MOST = 1_000_000;
  private static final Pattern PERCENT = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,6})?) ?%");

  private GroupingReader() {}

  static GroupingSettings read(Section spec) {
    if (!(spec.node(KEY) instanceof YamlScalar scalar)) {
      return settings(spec.section(KEY));
    }
    String text = scalar.text();
    if (text != null && !text.equals("off")) {
      spec.problem(
          KEY, "spec.gather: " + text + " (expected: off, or a map of share, atLeast and hold)");
    }
    return text == null ? GroupingSettings.DEFAULT : GroupingSettings.OFF;
  }

  private static GroupingSettings settings(Section gather) {
    GroupingSettings standard = GroupingSettings.DEFAULT;
    return new GroupingSettings(
        share(gather, standard.share()),
        gather.integer("atLeast", standard.atLeast(), 2, MOST),
        groupWait(gather, standard.groupWait()));
  }

  private static double share(Section gather, double standard) {
    String text = gather.string("share", percent(standard));
    Matcher matcher = PERCENT.matcher(text.strip());
    double share = matcher.matches() ? Double.parseDouble(matcher.group(1)) / 100 : 0;
    if (share <= 0 || share > 1) {
      gather.problem(
          "share",
          "spec.gather.share: "
              + text
              + " (expected: a share of the groups such as 20%, up to 100%)");
      return standard;
    }
    return share;
  }

  private static Duration groupWait(Section gather, Duration standard) {
    Duration groupWait = gather.duration("hold", standard);
    if (groupWait.compareTo(LONGEST) > 0) {
      gather.problem(
          "hold", "spec.gather.hold: " + Durations.text(groupWait) + " (expected: at most 10m)");
      return standard;
    }
    return groupWait;
  }

  private static String percent(double share) {
    BigDecimal percent = BigDecimal.valueOf(share * 100).stripTrailingZeros();
    return String.format(Locale.ROOT, "%s%%", percent.toPlainString());
  }
}
