/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One cluster of Alertmanagers: each member for itself, and what is odd about them together. */
final class Cluster implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);

  private final String name;
  private final List<Member> members;
  private boolean incomplete;

  /** Makes each member of the configuration with what {@code members} makes of it. */
  Cluster(ClusterConfig config, Member.Maker members, MeterRegistry metrics) {
    this.name = config.name();
    this.members =
        config.members().stream().map(member -> members.make(member, this::looked)).toList();
    gauge(metrics, "watchfire.router.cluster.peers", "Members by its own account", this::peers);
    gauge(metrics, "watchfire.router.cluster.targets", "Members that are told", this::targets);
  }

  /** Those that are told. */
  List<Member> members() {
    return members;
  }

  void tell(Notice notice) {
    members.forEach(member -> member.tell(notice));
  }

  /** Begins to deliver; see {@link Member#start}. */
  void start(Map<Integer, Long> ends) {
    members.forEach(member -> member.start(ends));
  }

  /** What stands against delivery. */
  List<String> problems() {
    return members.stream().flatMap(member -> member.problems().stream()).toList();
  }

  /** What does not stand against delivery, but may well lose alerts. */
  List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    if (isIncomplete()) {
      warnings.add(incompleteness());
    }
    members.forEach(member -> warnings.addAll(member.warnings()));
    return warnings;
  }

  @Override
  public void close() {
    members.forEach(Member::close);
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

  static String incompleteness(int peers, int targets) {
    return "its cluster has "
        + peers
        + " members and we know "
        + targets
        + " (expected: the address of each; a load balancer in front loses alerts)";
  }

  private int peers() {
    return members.stream().mapToInt(Member::peers).max().orElse(0);
  }

  private int targets() {
    return members.size();
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
