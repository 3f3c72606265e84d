/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.watchfire.router.alertmanager.NameLookup;
import io.watchfire.router.config.ClusterConfig;
import io.watchfire.router.config.RouterConfig;
import io.watchfire.router.delivery.AlertFeed;
import io.watchfire.router.delivery.AlertStates;
import io.watchfire.router.delivery.Cluster;
import io.watchfire.router.delivery.DeadLetters;
import io.watchfire.router.delivery.DeliveryAudit;
import io.watchfire.router.delivery.DeliveryContext;
import io.watchfire.router.delivery.StateReader;
import io.watchfire.router.delivery.TopicEvent;
import io.watchfire.router.delivery.WatchdogAlert;
import io.watchfire.router.pager.Alertmanagers;
import io.watchfire.router.pager.OwnAlerts;
import io.watchfire.runtime.kafka.CompactedTopicReader;
import io.watchfire.schemas.alert.Alert;
import io.watchfire.schemas.alert.Fingerprint;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Alerts in, Alertmanager out. Reads the state of every alert from its compacted topic and keeps
 * each configured Alertmanager told, whatever dies in between: Alertmanager, Kafka, or we.
 *
 * <p>Before all states that existed at the start are read, nothing is sent: an old firing state
 * would open an alert again that has long been resolved. Two routers at once are harmless, since
 * Alertmanager takes the same state any number of times.
 */
public final class AlertRouter implements AutoCloseable {
  private static final Duration CLOSING = Duration.ofSeconds(5);

  private final AlertStates states = new AlertStates(this::sentAs);
  private final List<Cluster> clusters = new ArrayList<>();
  private final Admin admin;
  private final Producer<byte[], byte[]> producer;
  private final DeliveryAudit audit;
  private final CompactedTopicReader reader;

  /**
   * Opens the clients, without waiting for anything to answer.
   *
   * @param kafkaClientProperties bootstrap servers and security, for every Kafka client
   * @throws IllegalArgumentException if certificates cannot be read; says which
   */
  public AlertRouter(
      RouterConfig config,
      Map<String, Object> kafkaClientProperties,
      MeterRegistry metrics,
      Clock clock) {
    this(
        config,
        kafkaClientProperties,
        metrics,
        clock,
        NameLookup.system(),
        Cluster.LOOKUP_INTERVAL);
  }

  public AlertRouter(
      RouterConfig config,
      Map<String, Object> kafkaClientProperties,
      MeterRegistry metrics,
      Clock clock,
      NameLookup names,
      Duration lookupInterval) {
    Map<String, Object> kafka = Map.copyOf(kafkaClientProperties);
    this.admin = Admin.create(new HashMap<>(kafka));
    this.producer = producer(kafka);
    DeadLetters deadLetters = new DeadLetters(producer, config, metrics);
    this.audit = new DeliveryAudit(producer, config.auditTopic(), deadLetters, metrics);
    AlertFeed feed = new AlertFeed(states);
    DeliveryContext context = new DeliveryContext(config, feed, admin, audit, metrics, clock);
    for (ClusterConfig cluster : config.clusters()) {
      clusters.add(new Cluster(cluster, names, lookupInterval, context));
    }
    this.reader =
        new CompactedTopicReader(
            config.alertsTopic(),
            () -> CompactedTopicReader.consumer(kafka, "watchfire-router-states"),
            new StateReader(
                deadLetters,
                feed::publish,
                ends -> {
                  feed.reached(ends);
                  clusters.forEach(Cluster::start);
                }));
    if (config.watchdog()) {
      feed.publish(new TopicEvent.Changed(WatchdogAlert.since(clock.instant())));
    }
    Gauge.builder("watchfire.router.ready", this, r -> r.ready() ? 1 : 0)
        .description("1 while every Alertmanager is told everything")
        .register(metrics);
  }

  /** Begins to read, and to deliver once everything is read. To be called once. */
  public void start() {
    audit.start();
    reader.start();
  }

  /** Whether all states are read and nothing stands against their delivery. */
  public boolean ready() {
    return problems().isEmpty();
  }

  /** What does not work at present, a sentence each; empty if all does. */
  public List<String> problems() {
    List<String> problems = new ArrayList<>();
    if (reader.problem() != null) {
      problems.add(reader.problem());
    }
    clusters.forEach(cluster -> problems.addAll(cluster.problems()));
    return problems;
  }

  /** What is known of our own alerts, by the fingerprints Alertmanagers know them under. */
  public OwnAlerts ownAlerts() {
    return new OwnStates(states, reader, admin);
  }

  /**
   * Our own alerts that Alertmanagers know under that fingerprint, which is that of the labels they
   * are sent with; several where relabelling makes them one, none where it is somebody else's.
   */
  public List<Alert> ours(String fingerprint) {
    return states.sentAs(fingerprint);
  }

  /** What on call may ask of the Alertmanagers. */
  public Alertmanagers alertmanagers() {
    return new PeerAlertmanagers(clusters);
  }

  /**
   * What people should know though it does not stand against delivery, a sentence each: members of
   * a cluster that we do not know, clocks that differ.
   */
  public List<String> warnings() {
    return clusters.stream().flatMap(cluster -> cluster.warnings().stream()).toList();
  }

  /** The current state of every alert, whatever its state and mode; in no particular order. */
  public Collection<Alert> alerts() {
    return states.alerts();
  }

  /** Stops within seconds. What was not delivered stays in Kafka for the next start. */
  @Override
  public void close() {
    reader.close();
    clusters.forEach(Cluster::close);
    audit.close();
    producer.close(CLOSING);
    admin.close(CLOSING);
  }

  /** By configuration: the states are read before the first peer is made. */
  private Set<String> sentAs(Alert alert) {
    return clusters.stream()
        .map(Cluster::relabeller)
        .map(relabeller -> Fingerprint.of(relabeller.of(alert).labels()))
        .collect(Collectors.toSet());
  }

  private static Producer<byte[], byte[]> producer(Map<String, Object> kafka) {
    Map<String, Object> properties = new HashMap<>(kafka);
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(ProducerConfig.CLIENT_ID_CONFIG, "watchfire-router-dead-letters");
    return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }
}
