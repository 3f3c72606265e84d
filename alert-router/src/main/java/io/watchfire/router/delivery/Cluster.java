/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.delivery;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.watchfire.router.alertmanager.Endpoint;
import io.watchfire.router.alertmanager.Endpoints;
import io.watchfire.router.alertmanager.NameLookup;
import io.watchfire.router.config.AlertmanagerConfig;
import io.watchfire.router.config.ClusterConfig;
import io.watchfire.router.config.Resolve;
import io.watchfire.router.connection.PemTls;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One cluster of Alertmanagers: each peer for itself, and what is odd about them together. Peers
 * come and go with the addresses of their names; alerts reach them by the {@link AlertFeed}.
 */
public final class Cluster implements AutoCloseable {
  /** Between two lookups of the names. */
  public static final Duration LOOKUP_INTERVAL = Duration.ofSeconds(15);

  private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);

  private final String name;
  private final Relabeller relabeller;
  private final boolean watched;
  private final Endpoints endpoints;
  private final Duration lookupInterval;
  private final DeliveryContext context;
  private final Map<Endpoint, Peer> peers = new LinkedHashMap<>();
  private @Nullable Thread resolving;
  private boolean incomplete;
  private boolean closed;

  /**
   * Nobody is told before {@link #start}.
   *
   * @param lookupInterval between two lookups of the names
   * @throws IllegalArgumentException if certificates cannot be read; says which
   */
  public Cluster(
      ClusterConfig config, NameLookup names, Duration lookupInterval, DeliveryContext context) {
    config.members().forEach(Cluster::requireCertificates);
    this.name = config.name();
    this.relabeller = new Relabeller(context.config(), config);
    this.watched = config.resolve() != Resolve.OFF;
    this.endpoints = new Endpoints(config, names);
    this.lookupInterval = lookupInterval;
    this.context = context;
    MeterRegistry metrics = context.metrics();
    gauge(metrics, "watchfire.router.cluster.peers", "Members by its own account", this::size);
    gauge(metrics, "watchfire.router.cluster.targets", "Members that are told", this::targets);
  }

  /** The labels that its peers see. */
  public Relabeller relabeller() {
    return relabeller;
  }

  /**
   * Begins to deliver. To be called once, when all states are published; see {@link Peer#start}.
   */
  public synchronized void start() {
    if (closed) {
      return;
    }
    resolving =
        Thread.ofVirtual().name("watchfire-router-resolve-" + name).start(this::keepResolving);
  }

  /** What stands against delivery. */
  public List<String> problems() {
    List<Peer> all = peers();
    return all.isEmpty()
        ? List.of("alertmanager " + name + ": not asked yet")
        : all.stream().flatMap(peer -> peer.problems().stream()).toList();
  }

  /** What does not stand against delivery, but may well lose alerts. */
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    if (isIncomplete()) {
      warnings.add(incompleteness());
    }
    peers().forEach(peer -> warnings.addAll(peer.warnings()));
    return warnings;
  }

  /** A lookup that hangs is not waited for; whom it finds then is no peer any more. */
  @Override
  public void close() {
    Thread thread;
    synchronized (this) {
      closed = true;
      thread = resolving;
    }
    if (thread != null) {
      thread.interrupt();
      try {
        thread.join(Duration.ofSeconds(5));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    peers().forEach(Peer::close);
  }

  public static String incompleteness(int peers, int targets) {
    return "its cluster has "
        + peers
        + " members and we know "
        + targets
        + " (expected: the address of each; a load balancer in front loses alerts)";
  }

  /** Peers are made later; whoever starts the router is to know at once. */
  private static void requireCertificates(AlertmanagerConfig member) {
    if (member.tls() != null) {
      PemTls.context(member.tls());
    }
  }

  private void keepResolving() {
    try {
      do {
        resolve();
        Thread.sleep(lookupInterval);
      } while (watched);
    } catch (InterruptedException e) {
      LOG.debug("{} is closed", name);
    }
  }

  /** New peers first, so that an alert is never told to nobody. */
  private void resolve() {
    Set<Endpoint> wanted = new HashSet<>();
    for (Endpoint endpoint : endpoints.now()) {
      wanted.add(endpoint);
      try {
        add(endpoint);
      } catch (IllegalArgumentException e) {
        LOG.warn("{}: {}, to be tried again: {}", name, endpoint.name(), e.getMessage());
      }
    }
    for (Peer gone : remove(wanted)) {
      gone.close();
    }
  }

  private synchronized void add(Endpoint endpoint) {
    if (closed || peers.containsKey(endpoint)) {
      return;
    }
    LOG.info("{}: {} is a member", name, endpoint.name());
    Peer peer = new Peer(endpoint, relabeller, context, this::looked);
    peers.put(endpoint, peer);
    peer.start();
  }

  private synchronized List<Peer> remove(Set<Endpoint> wanted) {
    List<Peer> gone = new ArrayList<>();
    for (Endpoint endpoint : List.copyOf(peers.keySet())) {
      if (!wanted.contains(endpoint)) {
        LOG.info("{}: {} is no member any more", name, endpoint.name());
        gone.add(peers.remove(endpoint));
      }
    }
    return gone;
  }

  /** Those that are told at present. */
  public synchronized List<Peer> peers() {
    return List.copyOf(peers.values());
  }

  private synchronized void looked() {
    if (isIncomplete() && !incomplete) {
      LOG.warn("{}", incompleteness());
    }
    incomplete = isIncomplete();
  }

  private boolean isIncomplete() {
    return size() > targets();
  }

  private String incompleteness() {
    return "alertmanager " + name + ": " + incompleteness(size(), targets());
  }

  /** By its own account. */
  private int size() {
    return peers().stream().mapToInt(Peer::clusterSize).max().orElse(0);
  }

  private int targets() {
    return peers().size();
  }

  private void gauge(
      MeterRegistry metrics, String meter, String description, Supplier<Number> value) {
    Gauge.builder(meter, value)
        .description(description)
        .tag("cluster", name)
        .strongReference(true)
        .register(metrics);
  }
}
