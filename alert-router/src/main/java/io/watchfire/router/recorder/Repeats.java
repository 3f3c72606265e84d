/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.recorder;

import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What each Alertmanager said before. It records a group with every sending of an alert and a
 * silence with every flush, each minute for days; the audit trail has it once per member while the
 * alert fires. Bounded: of more alerts, those not heard of for longest are forgotten, and told once
 * more.
 */
final class Repeats {
  private static final int ALERTS = 20_000;
  private static final int FACTS = 50;

  private final Map<Key, Said> said =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Said> eldest) {
          return size() > ALERTS;
        }
      };

  private record Key(String who, int position, String fingerprint) {}

  /** One firing of one alert at one Alertmanager. */
  private static final class Said {
    private final Set<Integer> facts = new HashSet<>();
    private @Nullable Instant startsAt;

    boolean add(@Nullable Instant start, String fact) {
      if (start != null && !start.equals(startsAt)) {
        startsAt = start;
        facts.clear();
      }
      if (facts.size() >= FACTS) {
        facts.clear();
      }
      return facts.add(fact.hashCode()); // some texts are long, and there are many
    }
  }

  /** Whether it is news; remembers it. */
  boolean news(Fact fact) {
    if (fact.once() == null) {
      return true;
    }
    AuditEntry entry = fact.entry();
    Key key = new Key(entry.who(), entry.position(), entry.fingerprint());
    return said.computeIfAbsent(key, k -> new Said())
        .add(fact.startsAt(), entry.type() + " " + fact.once());
  }
}
