/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.preflight;

import io.watchfire.router.alertmanager.AlertmanagerClient;
import io.watchfire.router.alertmanager.Answers;
import io.watchfire.router.alertmanager.Endpoint;
import io.watchfire.router.alertmanager.Endpoints;
import io.watchfire.router.alertmanager.NameLookup;
import io.watchfire.router.alertmanager.PeerStatus;
import io.watchfire.router.config.ClusterConfig;
import io.watchfire.router.config.RouterConfig;
import io.watchfire.router.delivery.Cluster;
import io.watchfire.router.delivery.Relabeller;
import io.watchfire.router.preflight.Finding.Severity;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks every Alertmanager of a configuration how it is, without sending any alert. */
public final class Preflight {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final RouterConfig config;
  private final @Nullable Duration peerTimeout;
  private final Clock clock;

  /**
   * Asks nothing yet.
   *
   * @param peerTimeout what the members' {@code --cluster.peer-timeout} says; null if not known,
   *     which means 15 s
   */
  public Preflight(RouterConfig config, @Nullable Duration peerTimeout, Clock clock) {
    this.config = config;
    this.peerTimeout = peerTimeout;
    this.clock = clock;
  }

  /**
   * What was found, by member; empty if all is well. Takes seconds for each member that hangs.
   *
   * @throws IllegalArgumentException if certificates cannot be read; says which
   */
  public List<Finding> run() throws InterruptedException {
    List<Finding> findings = new ArrayList<>();
    for (ClusterConfig cluster : config.clusters()) {
      int peers = 0;
      List<Endpoint> endpoints = new Endpoints(cluster, NameLookup.system()).now();
      for (Endpoint endpoint : endpoints) {
        peers = Math.max(peers, look(cluster, endpoint, findings));
      }
      if (peers > endpoints.size()) {
        findings.add(
            new Finding(
                Severity.WARNING, cluster.name(), Cluster.incompleteness(peers, endpoints.size())));
      }
    }
    return List.copyOf(findings);
  }

  private int look(ClusterConfig cluster, Endpoint endpoint, List<Finding> findings)
      throws InterruptedException {
    String url = endpoint.name();
    Relabeller relabeller = new Relabeller(config, cluster);
    Map<String, String> headers = relabeller.headers(relabeller.asking(List.of()));
    try (AlertmanagerClient client = new AlertmanagerClient(endpoint)) {
      Instant asked = clock.instant();
      AlertmanagerClient.Answer status = client.get("/api/v2/status", TIMEOUT, headers);
      PeerStatus says = PeerStatus.of(status.body(), status.date());
      if (status.status() != 200) {
        findings.add(new Finding(Severity.ERROR, url, refused(status.status())));
        return 0;
      }
      Duration skew = says.skew(asked, clock.instant());
      String skewed = skew == null ? null : PeerStatus.skewed(skew);
      if (skewed != null) {
        findings.add(new Finding(Severity.WARNING, url, skewed));
      }
      byte[] receivers = client.get("/api/v2/receivers", TIMEOUT, headers).body();
      PeerCheck check = new PeerCheck(url, new OurLabels(config, cluster), peerTimeout);
      findings.addAll(check.look(status.body(), receivers));
      return says.peers();
    } catch (IOException e) {
      findings.add(new Finding(Severity.ERROR, url, "does not answer: " + Answers.reason(e)));
      return 0;
    }
  }

  private static String refused(int status) {
    String expected =
        switch (status) {
          case 401, 403 -> "credentials that it takes";
          case 404 -> "Alertmanager's address, with the prefix it is served under";
          default -> "200";
        };
    return "/api/v2/status: status " + status + " (expected: " + expected + ")";
  }
}
