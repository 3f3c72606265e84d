/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.runtime.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.FeatureMetadata;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** Finds out at the start what a Kafka cluster lacks, and says all of it. */
public final class Preflight {
  private static final Duration DEADLINE = Duration.ofSeconds(15);

  private final Admin admin;
  private final KafkaSettings settings;
  private final List<String> problems = new ArrayList<>();

  private Preflight(Admin admin, KafkaSettings settings) {
    this.admin = admin;
    this.settings = settings;
  }

  /**
   * Checks the cluster, without changing anything.
   *
   * @param topics topics that must be there, and what we must be allowed to do with each
   * @return what is missing, one sentence each; empty if nothing is
   */
  public static List<String> check(
      Admin admin, KafkaSettings settings, Map<String, Set<AclOperation>> topics) {
    Preflight preflight = new Preflight(admin, settings);
    if (preflight.reachesEnoughBrokers()) {
      preflight.checkProtocol();
      topics.forEach(preflight::checkTopic);
    }
    return List.copyOf(preflight.problems);
  }

  private boolean reachesEnoughBrokers() {
    try {
      int brokers = Await.result(admin.describeCluster().nodes(), DEADLINE, "describe").size();
      if (settings.replicationFactor() > brokers) {
        problems.add(
            "kafka.replicationFactor: "
                + settings.replicationFactor()
                + " (expected: at most "
                + brokers
                + ", the number of brokers)");
      }
      return true;
    } catch (KafkaException e) {
      problems.add(
          "kafka.bootstrap: "
              + settings.bootstrap()
              + " does not answer: "
              + e.getMessage()
              + " (expected: a reachable Kafka broker and, where it asks for them, credentials in"
              + " kafka.client)");
      return false;
    }
  }

  private void checkProtocol() {
    if (settings.groupProtocol() == GroupProtocol.CLASSIC) {
      return;
    }
    try {
      FeatureMetadata features =
          Await.result(admin.describeFeatures().featureMetadata(), DEADLINE, "describe features");
      FinalizedVersionRange streams = features.finalizedFeatures().get("streams.version");
      if (streams == null || streams.maxVersionLevel() < 1) {
        boolean supported = features.supportedFeatures().containsKey("streams.version");
        problems.add(noStreamsProtocol(supported));
      }
    } catch (UnsupportedVersionException e) {
      problems.add(noStreamsProtocol(false));
    } catch (KafkaException e) {
      problems.add("the cluster's features cannot be read: " + e.getMessage());
    }
  }

  private static String noStreamsProtocol(boolean supported) {
    return "kafka.groupProtocol: streams, which this cluster "
        + (supported ? "has switched off" : "does not know")
        + " (expected: "
        + (supported ? "kafka-features upgrade --feature streams.version=1" : "Kafka 4.2 or newer")
        + ", or groupProtocol: classic)";
  }

  private void checkTopic(String topic, Set<AclOperation> operations) {
    try {
      KafkaFuture<Map<String, TopicDescription>> future =
          admin
              .describeTopics(
                  List.of(topic), new DescribeTopicsOptions().includeAuthorizedOperations(true))
              .allTopicNames();
      Await.result(future, DEADLINE, "describe " + topic)
          .values()
          .forEach(description -> checkDescription(description, operations));
    } catch (UnknownTopicOrPartitionException e) {
      problems.add("topic " + topic + " does not exist (expected: created beforehand)");
    } catch (KafkaException e) {
      problems.add("topic " + topic + " cannot be described: " + e.getMessage());
    }
  }

  private void checkDescription(TopicDescription topic, Set<AclOperation> operations) {
    long leaderless = topic.partitions().stream().filter(p -> p.leader() == null).count();
    if (leaderless > 0) {
      problems.add("topic " + topic.name() + " has " + leaderless + " partitions without a leader");
    }
    // Null where the broker does not tell: it may still allow them.
    Set<AclOperation> allowed = topic.authorizedOperations();
    if (allowed != null && !operations.isEmpty()) {
      EnumSet<AclOperation> missing = EnumSet.copyOf(operations);
      missing.removeAll(allowed);
      missing.forEach(
          operation ->
              problems.add(
                  "topic "
                      + topic.name()
                      + ": not allowed to "
                      + operation
                      + " (expected: an ACL)"));
    }
  }
}
