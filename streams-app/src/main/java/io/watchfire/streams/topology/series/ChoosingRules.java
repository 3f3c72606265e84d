/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.topology.series;

import io.watchfire.streams.query.GroupKey;
import io.watchfire.streams.query.Origin;
import io.watchfire.streams.spec.Indicator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;

/** The rules that can be measured in more than one way, found by the key of one of their groups. */
final class ChoosingRules {
  private static final int MAX_REMEMBERED = 50_000;

  private final Map<String, List<Origin>> origins = new HashMap<>();
  private final Map<Bytes, Optional<List<Origin>>> byTarget = new HashMap<>();

  ChoosingRules(List<Indicator> indicators) {
    for (Indicator indicator : indicators) {
      if (indicator.sources().size() > 1) {
        origins.put(indicator.name(), indicator.origins());
      }
    }
  }

  /** Who made the numbers of each source; empty if the rule has but one. */
  Optional<List<Origin>> origins(byte[] target) {
    if (origins.isEmpty()) {
      return Optional.empty();
    }
    if (byTarget.size() >= MAX_REMEMBERED) {
      byTarget.clear();
    }
    return byTarget.computeIfAbsent(
        Bytes.wrap(target), key -> Optional.ofNullable(origins.get(GroupKey.of(target).rule())));
  }
}
