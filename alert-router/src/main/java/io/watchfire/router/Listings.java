/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router;

import io.watchfire.router.MemberAlertmanagers.Reach;
import io.watchfire.router.pager.Alertmanagers;
import io.watchfire.router.pager.Listing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What all members list, asked once for each tenant. */
final class Listings implements Alertmanagers.Round {
  private final List<Reach> clusters;
  private final Map<List<Map<String, String>>, Optional<Listing>> answers = new HashMap<>();

  Listings(List<Reach> clusters) {
    this.clusters = clusters;
  }

  @Override
  public @Nullable Listing alerts(Map<String, String> incident) throws InterruptedException {
    List<Map<String, String>> headers = new ArrayList<>();
    for (Reach reach : clusters) {
      Map<String, String> whose = reach.labelling().headersOf(incident);
      if (whose == null) {
        return null;
      }
      headers.add(whose);
    }
    Optional<Listing> known = answers.get(headers);
    if (known == null) {
      known = Optional.ofNullable(ask(headers));
      answers.put(headers, known);
    }
    return known.orElse(null);
  }

  private @Nullable Listing ask(List<Map<String, String>> headers) throws InterruptedException {
    Map<String, Map<String, String>> all = new HashMap<>();
    for (int i = 0; i < clusters.size(); i++) {
      List<Member> members = clusters.get(i).cluster().members();
      for (Member member : members) {
        Map<String, Map<String, String>> some = member.listed(headers.get(i));
        if (some == null) {
          return null;
        }
        all.putAll(some);
      }
      if (members.isEmpty()) {
        return null; // nobody's address is known yet
      }
    }
    return clusters.isEmpty() ? null : new Listing(all);
  }
}
