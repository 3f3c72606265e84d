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
import java.util.Collection;
import java.util.HashMap;
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
 * One cluster of Alertmanagers: each member for itself, and what is odd about them together.
 * Members come and go with the addresses of their names.
 */
public final class Cluster implements AutoCloseable {
  /** Between two lookups of the names. */
  public static final Duration LOOKUP_INTERVAL = Duration.ofSeconds(15);

  private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);

  private final String name;
  private final Relabeller labelling;
  private final boolean watched;
  private final Endpoints endpoints;
  private final Peer.Maker maker;
  private final Supplier<Collection<StateRecord>> states;
  private final Duration lookupInterval;
  private final Map<Endpoint, Peer> members = new LinkedHashMap<>();
  private final Map<Integer, Long> ends = new HashMap<>();
  private @Nullable Thread resolving;
  private boolean incomplete;

  /**
   * Nobody is told before {@link #start}.
   *
   * @param labelling the labels that its members see
   * @param maker makes the members
   * @param states everything current, for a member that appears
   * @throws IllegalArgumentException if certificates cannot be read; says which
   */
  public Cluster(
      ClusterConfig config,
      Relabeller labelling,
      NameLookup names,
      Duration lookupInterval,
      Peer.Maker maker,
      Supplier<Collection<StateRecord>> states,
      MeterRegistry metrics) {
    config.members().forEach(Cluster::requireCertificates);
    this.name = config.name();
    this.labelling = labelling;
    this.watched = config.resolve() != Resolve.OFF;
    this.endpoints = new Endpoints(config, names);
    this.maker = maker;
    this.states = states;
    this.lookupInterval = lookupInterval;
    gauge(metrics, "watchfire.router.cluster.peers", "Members by its own account", this::peers);
    gauge(metrics, "watchfire.router.cluster.targets", "Members that are told", this::targets);
  }

  /** The labels that its members see. */
  public Relabeller labelling() {
    return labelling;
  }

  public synchronized void tell(TopicEvent notice) {
    if (notice instanceof TopicEvent.Changed changed) {
      StateRecord record = changed.record();
      ends.merge(record.partition(), record.offset() + 1, Math::max);
    } else if (notice instanceof TopicEvent.Forgotten gone) {
      ends.merge(gone.partition(), gone.offset() + 1, Math::max);
    }
    members.values().forEach(member -> member.tell(notice));
  }

  /** Begins to deliver; see {@link Peer#start}. */
  public synchronized void start(Map<Integer, Long> reached) {
    reached.forEach((partition, end) -> ends.merge(partition, end, Math::max));
    resolving =
        Thread.ofVirtual().name("watchfire-router-resolve-" + name).start(this::keepResolving);
  }

  /** What stands against delivery. */
  public List<String> problems() {
    List<Peer> all = members();
    return all.isEmpty()
        ? List.of("alertmanager " + name + ": not asked yet")
        : all.stream().flatMap(member -> member.problems().stream()).toList();
  }

  /** What does not stand against delivery, but may well lose alerts. */
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    if (isIncomplete()) {
      warnings.add(incompleteness());
    }
    members().forEach(member -> warnings.addAll(member.warnings()));
    return warnings;
  }

  @Override
  public void close() {
    Thread thread;
    synchronized (this) {
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
    members().forEach(Peer::close);
  }

  public static String incompleteness(int peers, int targets) {
    return "its cluster has "
        + peers
        + " members and we know "
        + targets
        + " (expected: the address of each; a load balancer in front loses alerts)";
  }

  /** Members are made later; whoever starts the router is to know at once. */
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

  /** New members first, so that an alert is never told to nobody. */
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
    if (members.containsKey(endpoint)) {
      return;
    }
    LOG.info("{}: {} is a member", name, endpoint.name());
    Peer member = maker.make(endpoint, this::looked);
    states.get().forEach(record -> member.tell(new TopicEvent.Changed(record)));
    members.put(endpoint, member);
    member.start(Map.copyOf(ends));
  }

  private synchronized List<Peer> remove(Set<Endpoint> wanted) {
    List<Peer> gone = new ArrayList<>();
    for (Endpoint endpoint : List.copyOf(members.keySet())) {
      if (!wanted.contains(endpoint)) {
        LOG.info("{}: {} is no member any more", name, endpoint.name());
        gone.add(members.remove(endpoint));
      }
    }
    return gone;
  }

  /** Those that are told at present. */
  public synchronized List<Peer> members() {
    return List.copyOf(members.values());
  }

  private synchronized void looked() {
    if (isIncomplete() && !incomplete) {
      LOG.warn("{}", incompleteness());
    }
    incomplete = isIncomplete();
  }

  private boolean isIncomplete() {
    return peers() > targets();
  }

  private String incompleteness() {
    return "alertmanager " + name + ": " + incompleteness(peers(), targets());
  }

  private int peers() {
    return members().stream().mapToInt(Peer::peers).max().orElse(0);
  }

  private int targets() {
    return members().size();
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
