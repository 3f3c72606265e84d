/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router;

import io.watchfire.router.alertmanager.SilenceClient;
import io.watchfire.router.delivery.Cluster;
import io.watchfire.router.delivery.Peer;
import io.watchfire.router.pager.Alertmanagers;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** All peers of all clusters as on call sees them. */
public final class PeerAlertmanagers implements Alertmanagers {
  private final List<Cluster> clusters;

  public PeerAlertmanagers(List<Cluster> clusters) {
    this.clusters = List.copyOf(clusters);
  }

  @Override
  public Round round() {
    return new Listings(clusters);
  }

  @Override
  public void silence(
      Map<String, String> incident, Map<String, String> group, String comment, Instant until)
      throws IOException, InterruptedException {
    each(incident, silences -> silences.make(group, comment, until));
  }

  @Override
  public void unsilence(Map<String, String> incident, String comment)
      throws IOException, InterruptedException {
    each(incident, silences -> silences.end(comment));
  }

  private interface Request {
    void send(SilenceClient silences) throws IOException, InterruptedException;
  }

  /** One cluster that fails keeps no other from it. */
  private void each(Map<String, String> incident, Request request)
      throws IOException, InterruptedException {
    IOException failure = null;
    boolean meant = false;
    for (Cluster cluster : clusters) {
      Map<String, String> headers = cluster.relabeller().headersOf(incident);
      if (headers != null) {
        meant = true;
        try {
          each(cluster, headers, request);
        } catch (IOException e) {
          failure = e;
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
    if (!meant) {
      throw new IOException("no Alertmanager's, or the incident does not say which tenant's it is");
    }
  }

  /** A cluster tells its peers of a silence, so that one that answers is enough. */
  private static void each(Cluster cluster, Map<String, String> headers, Request request)
      throws IOException, InterruptedException {
    IOException failure = new IOException("no address of an Alertmanager is known");
    boolean taken = false;
    for (Peer peer : cluster.peers()) {
      try {
        request.send(peer.silences(headers));
        taken = true;
      } catch (IOException e) {
        failure = e;
      }
    }
    if (!taken) {
      throw failure;
    }
  }
}
