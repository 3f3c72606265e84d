/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router;

import io.watchfire.router.pager.Alertmanagers;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All members of all clusters as on call sees them. */
final class MemberAlertmanagers implements Alertmanagers {
  private final List<Cluster> clusters;

  MemberAlertmanagers(List<Cluster> clusters) {
    this.clusters = List.copyOf(clusters);
  }

  @Override
  public @Nullable Map<String, Map<String, String>> alerts(List<Map<String, String>> incidents)
      throws InterruptedException {
    Map<String, Map<String, String>> all = new HashMap<>();
    for (Cluster cluster : clusters) {
      for (Member member : cluster.members()) {
        Map<String, Map<String, String>> some = member.listed(incidents);
        if (some == null) {
          return null;
        }
        all.putAll(some);
      }
    }
    return all;
  }

  @Override
  public void silence(
      Map<String, String> incident, Map<String, String> group, String comment, Instant until)
      throws IOException, InterruptedException {
    each(member -> member.silences(incident).make(group, comment, until));
  }

  @Override
  public void unsilence(Map<String, String> incident, String comment)
      throws IOException, InterruptedException {
    each(member -> member.silences(incident).end(comment));
  }

  private interface Request {
    void send(Member member) throws IOException, InterruptedException;
  }

  private void each(Request request) throws IOException, InterruptedException {
    if (clusters.isEmpty()) {
      throw new IOException("no Alertmanager is configured");
    }
    for (Cluster cluster : clusters) {
      each(cluster.members(), request);
    }
  }

  /** A cluster tells its members of a silence, so that one that answers is enough. */
  private static void each(List<Member> cluster, Request request)
      throws IOException, InterruptedException {
    IOException failure = new IOException("no address of an Alertmanager is known");
    boolean taken = false;
    for (Member member : cluster) {
      try {
        request.send(member);
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
