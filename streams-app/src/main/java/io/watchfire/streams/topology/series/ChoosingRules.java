/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.topology.series;

import io.watchfire.streams.query.GroupKey;
import io.watchfire.streams.query.Origin;
import io.watchfire.streams.spec.Indicator;
import io.watchfire.streams.spec.Source;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.common.utils.Bytes;

/** The rules that can be measured in more than one way, found by the key of one of their groups. */
final class ChoosingRules {
  private static final int MAX_REMEMBERED = 50_000;

  private final Map<String, Sources> sources = new HashMap<>();
  private final Map<Bytes, Optional<Sources>> byTarget = new HashMap<>();

  /**
   * The sources of a rule.
   *
   * @param origins who made the numbers of each
   * @param names of all, in their order: by other names a number means another source
   */
  record Sources(List<Origin> origins, String names) {}

  ChoosingRules(List<Indicator> indicators) {
    for (Indicator indicator : indicators) {
      if (indicator.sources().size() > 1) {
        String names =
            indicator.sources().stream().map(Source::name).collect(Collectors.joining(","));
        sources.put(indicator.name(), new Sources(indicator.origins(), names));
      }
    }
  }

  /** The sources of a target's rule; empty if it has but one. */
  Optional<Sources> sources(byte[] target) {
    if (sources.isEmpty()) {
      return Optional.empty();
    }
    if (byTarget.size() >= MAX_REMEMBERED) {
      byTarget.clear();
    }
    return byTarget.computeIfAbsent(
        Bytes.wrap(target), key -> Optional.ofNullable(sources.get(GroupKey.of(target).rule())));
  }
}
