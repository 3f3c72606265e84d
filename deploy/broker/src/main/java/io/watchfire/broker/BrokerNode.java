/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.broker;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.Server;
import kafka.server.SharedServer;
import kafka.server.StandardFaultHandlerFactory;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.bootstrap.BootstrapMetadata;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.raft.QuorumConfig;
import org.apache.kafka.server.ServerSocketFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Tuple2;

/**
 * Controller and broker of the one node, as {@link KafkaRaftServer} runs them, except that the
 * broker starts only when the controller has fenced what a killed predecessor registered.
 *
 * <p>Kafka itself starts both at once (4.3.1 did). Until the old registration runs out, the
 * transaction coordinator then works on stale metadata, and at the moment of fencing it takes
 * partitions without a leader for deleted ones and drops the markers of transactions it was about
 * to end (KAFKA-20734). Such a transaction stays open for ever, and whoever restores from that
 * partition waits for ever: seen once in some forty kills. The wait costs little, since the broker
 * could not register before either.
 */
final class BrokerNode implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BrokerNode.class);

  private final ControllerServer controller;
  private final BrokerServer broker;

  private BrokerNode(ControllerServer controller, BrokerServer broker) {
    this.controller = controller;
    this.broker = broker;
  }

  static BrokerNode start(Map<String, Object> settings, OldRegistration predecessor) {
    KafkaConfig config = new KafkaConfig(settings, false);
    Tuple2<MetaPropertiesEnsemble, BootstrapMetadata> dirs =
        KafkaRaftServer.initializeLogDirs(config, LOG, "");
    String clusterId = dirs._1().clusterId().orElseThrow();
    Metrics metrics = Server.initializeMetrics(config, Time.SYSTEM, clusterId);
    QuorumConfig quorum = config.quorumConfig();
    Map<Integer, InetSocketAddress> voters = QuorumConfig.parseVoterConnections(quorum.voters());
    SharedServer shared =
        new SharedServer(
            config,
            dirs._1(),
            Time.SYSTEM,
            metrics,
            CompletableFuture.completedFuture(voters),
            QuorumConfig.parseBootstrapServers(quorum.bootstrapServers()),
            new StandardFaultHandlerFactory(),
            ServerSocketFactory.INSTANCE);
    BrokerNode node =
        new BrokerNode(
            new ControllerServer(shared, KafkaRaftServer.configSchema(), dirs._2()),
            new BrokerServer(shared));
    try {
      node.controller.startup();
      predecessor.awaitEnd(Duration.ofMillis(config.brokerSessionTimeoutMs()));
      node.broker.startup();
      return node;
    } catch (RuntimeException e) {
      node.close();
      throw e;
    }
  }

  @Override
  public void close() {
    broker.shutdown();
    controller.shutdown();
    broker.awaitShutdown();
    controller.awaitShutdown();
  }
}
