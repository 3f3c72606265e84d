/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router;

import io.watchfire.router.delivery.Cluster;
import io.watchfire.router.delivery.Peer;
import io.watchfire.router.pager.Alertmanagers;
import io.watchfire.router.pager.Listing;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What all peers list, asked once for each tenant. */
final class Listings implements Alertmanagers.Round {
  private final List<Cluster> clusters;
  private final Map<Map<Cluster, Map<String, String>>, Optional<Listing>> answers = new HashMap<>();

  Listings(List<Cluster> clusters) {
    this.clusters = clusters;
  }

  @Override
  public @Nullable Listing alerts(Map<String, String> incident) throws InterruptedException {
    Map<Cluster, Map<String, String>> whose = new LinkedHashMap<>();
    for (Cluster cluster : clusters) {
      Map<String, String> headers = cluster.relabeller().headersOf(incident);
      if (headers != null) {
        whose.put(cluster, headers);
      }
    }
    Optional<Listing> known = answers.get(whose);
    if (known == null) {
      known = Optional.ofNullable(ask(whose));
      answers.put(whose, known);
    }
    return known.orElse(null);
  }

  private static @Nullable Listing ask(Map<Cluster, Map<String, String>> whose)
      throws InterruptedException {
    Map<String, Map<String, String>> all = new HashMap<>();
    for (Map.Entry<Cluster, Map<String, String>> asked : whose.entrySet()) {
      List<Peer> peers = asked.getKey().peers();
      for (Peer peer : peers) {
        Map<String, Map<String, String>> some = peer.listed(asked.getValue());
        if (some == null) {
          return null;
        }
        all.putAll(some);
      }
      if (peers.isEmpty()) {
        return null; // nobody's address is known yet
      }
    }
    return whose.isEmpty() ? null : new Listing(all);
  }
}
