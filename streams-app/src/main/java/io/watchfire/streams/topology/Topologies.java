/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.topology;

import io.watchfire.streams.engine.SeriesRule;
import io.watchfire.streams.grouping.GroupingSettings;
import io.watchfire.streams.ingest.Ingest;
import io.watchfire.streams.spec.Rules;
import io.watchfire.streams.topology.anomalies.AnomaliesProcessor;
import io.watchfire.streams.topology.anomalies.Evaluators;
import io.watchfire.streams.topology.grouping.GroupingProcessor;
import io.watchfire.streams.topology.match.MatchProcessor;
import io.watchfire.streams.topology.rules.Groups;
import io.watchfire.streams.topology.rules.RulesProcessor;
import io.watchfire.streams.topology.series.SeriesProcessor;
import io.watchfire.streams.topology.series.SeriesQuota;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The stages, each an application of its own, joined by topics: a new stage changes no other, and a
 * changed list of inputs gives only the stateless first stage a new group.
 */
public final class Topologies {
  public static final String PACKED = "packed";
  public static final String SUMS = "sums";
  public static final String DEAD = "dead-letters";
  static final String ALERTS = "alerts";
  static final String AUDIT = "audit";
  static final String STATUS = "slo-status";
  static final String ANOMALIES = "anomalies";
  public static final String DETECTIONS = "detections";

  private static final String IN = "in";

  private final TopicNames topics;
  private final StreamMeters meters;

  /** Builds for these topics. */
  public Topologies(TopicNames topics, StreamMeters meters) {
    this.topics = topics;
    this.meters = meters;
  }

  /** Input topics to packed records. */
  public Topology match(Collection<String> inputs, Supplier<Ingest> ingests) {
    Topology topology = new Topology();
    topology.addSource(IN, inputs.toArray(String[]::new));
    topology.addProcessor("match", () -> new MatchProcessor(ingests, meters), IN);
    topology.addSink(PACKED, topics.packed(), "match");
    topology.addSink(DEAD, topics.deadLetters(), "match");
    return topology;
  }

  /**
   * Packed records to partial sums.
   *
   * @param seriesPerPartition most series of a tenant in one partition
   */
  public Topology series(int seriesPerPartition) {
    Topology topology = new Topology();
    topology.addSource(IN, topics.packed());
    topology.addProcessor(
        "series", () -> new SeriesProcessor(meters, new SeriesQuota(seriesPerPartition)), IN);
    topology.addStateStore(store(SeriesProcessor.STORE), "series");
    topology.addSink(SUMS, topics.sums(), "series");
    return topology;
  }

  /**
   * Partial sums to alerts of objectives and of their error budgets.
   *
   * @param partitions of the sums topic
   * @param caughtUp whether ticks may go on
   */
  public Topology rules(Rules rules, int partitions, BooleanSupplier caughtUp) {
    Topology topology = new Topology();
    topology.addSource(IN, topics.sums());
    topology.addProcessor(
        "rules",
        () -> new RulesProcessor(() -> new Groups(rules, partitions, meters), meters, caughtUp),
        IN);
    topology.addStateStore(store(RulesProcessor.STORE), "rules");
    topology.addSink(ALERTS, topics.alerts(), "rules");
    topology.addSink(AUDIT, topics.audit(), "rules");
    topology.addSink(STATUS, topics.sloStatus(), "rules");
    return topology;
  }

  /**
   * Partial sums to anomalies and forecasts.
   *
   * @param partitions of the sums topic
   * @param caughtUp whether ticks may go on
   */
  public Topology anomalies(List<SeriesRule> rules, int partitions, BooleanSupplier caughtUp) {
    Topology topology = new Topology();
    topology.addSource(IN, topics.sums());
    topology.addProcessor(
        "series-rules",
        () ->
            new AnomaliesProcessor(
                () -> new Evaluators(rules, partitions, meters), meters, caughtUp),
        IN);
    topology.addStateStore(store(AnomaliesProcessor.STORE), "series-rules");
    topology.addSink(ALERTS, topics.alerts(), "series-rules");
    topology.addSink(AUDIT, topics.audit(), "series-rules");
    topology.addSink(ANOMALIES, topics.anomalies(), "series-rules");
    topology.addSink(DETECTIONS, topics.detections(), "series-rules");
    return topology;
  }

  /**
   * What rules of anomalies and forecasts found of many groups, to one alert per cause.
   *
   * @param caughtUp whether ticks may go on
   */
  public Topology gather(List<SeriesRule> rules, BooleanSupplier caughtUp) {
    Map<String, GroupingSettings> settings =
        rules.stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    rule -> rule.head().name(), rule -> rule.head().gather()));
    Topology topology = new Topology();
    topology.addSource(IN, topics.detections());
    topology.addProcessor("gather", () -> new GroupingProcessor(settings, meters, caughtUp), IN);
    topology.addStateStore(store(GroupingProcessor.STORE), "gather");
    topology.addSink(ALERTS, topics.alerts(), "gather");
    topology.addSink(AUDIT, topics.audit(), "gather");
    return topology;
  }

  private static StoreBuilder<KeyValueStore<Bytes, byte[]>> store(String name) {
    return Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray())
        .withCachingEnabled();
  }
}
