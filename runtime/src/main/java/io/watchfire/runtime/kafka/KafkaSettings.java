/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.runtime.kafka;

import io.watchfire.runtime.config.Section;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where Kafka is and how to talk to it.
 *
 * @param bootstrap {@code host:port}, several separated by commas
 * @param client properties of Kafka's own clients, passed through: SASL, mTLS, OAuth
 * @param replicationFactor of the topics we create; -1 for the broker's default
 * @param minInSyncReplicas of the topics we create
 * @param topicPrefix what the names of our topics begin with
 */
public record KafkaSettings(
    String bootstrap,
    Map<String, String> client,
    GroupProtocol groupProtocol,
    short replicationFactor,
    int minInSyncReplicas,
    String topicPrefix) {
  /** A dead letter is the input plus headers, so we must be able to send more than we read. */
  private static final int MAX_REQUEST = 32 << 20;

  private static final Pattern TOPIC_PREFIX = Pattern.compile("[a-zA-Z0-9._-]{0,100}");
  private static final Pattern SECRET =
      Pattern.compile("password|secret|jaas|token|credential|keystore.key|assertion");

  /** What correctness rests on is not for a free map to change. */
  private static final Set<String> OURS =
      Set.of(
          "bootstrap.servers",
          "application.id",
          "group.id",
          "group.protocol",
          "processing.guarantee",
          "isolation.level",
          "enable.auto.commit",
          "enable.idempotence",
          "transactional.id",
          "acks");

  public KafkaSettings {
    client = Map.copyOf(client);
  }

  /** Reads the section {@code kafka}; what is wrong goes to the section's problems. */
  public static KafkaSettings of(Section kafka) {
    Map<String, String> client = new LinkedHashMap<>(kafka.stringMap("client"));
    for (String key : OURS) {
      if (client.remove(key) != null) {
        kafka.problem("client", "kafka.client." + key + ": set by Watchfire (expected: left out)");
      }
    }
    int replication = kafka.integer("replicationFactor", 3, -1, 100);
    if (replication == 0) {
      kafka.problem("replicationFactor", "kafka.replicationFactor: 0 (expected: 1 or more, or -1)");
    }
    String prefix = kafka.string("topicPrefix", "watchfire.");
    if (!TOPIC_PREFIX.matcher(prefix).matches()) {
      kafka.problem(
          "topicPrefix",
          "kafka.topicPrefix: " + prefix + " (expected: letters, digits, '.', '_' and '-')");
    }
    return new KafkaSettings(
        kafka.string("bootstrap", "localhost:9092"),
        client,
        kafka.choice("groupProtocol", GroupProtocol.STREAMS, GroupProtocol::text),
        (short) replication,
        kafka.integer("minInSyncReplicas", replication < 3 ? 1 : 2, 1, 100),
        prefix);
  }

  /** For the embedded broker: one replica, no security, the streams protocol. */
  public static KafkaSettings embedded(String bootstrap) {
    return new KafkaSettings(
        bootstrap, Map.of(), GroupProtocol.STREAMS, (short) 1, 1, "watchfire.");
  }

  /** The same clients against another broker. */
  public KafkaSettings withBootstrap(String other) {
    return new KafkaSettings(
        other, client, groupProtocol, replicationFactor, minInSyncReplicas, topicPrefix);
  }

  /** The full name of one of our topics, {@code alerts} for {@code watchfire.alerts}. */
  public String topic(String name) {
    return topicPrefix + name;
  }

  public Map<String, Object> admin() {
    return common();
  }

  /** For producers outside Streams: every replica must have a record before it counts as sent. */
  public Map<String, Object> producer() {
    Map<String, Object> properties = common();
    properties.put("acks", "all");
    properties.put("enable.idempotence", "true");
    properties.putIfAbsent("compression.type", "lz4");
    properties.putIfAbsent("max.request.size", Integer.toString(MAX_REQUEST));
    return properties;
  }

  /** For consumers outside Streams: committed records only, offsets committed by whoever reads. */
  public Map<String, Object> consumer() {
    Map<String, Object> properties = common();
    properties.put("isolation.level", "read_committed");
    properties.put("enable.auto.commit", "false");
    properties.putIfAbsent("auto.offset.reset", "earliest");
    return properties;
  }

  /** The same as a member of a group. */
  public Map<String, Object> consumer(String groupId) {
    Map<String, Object> properties = consumer();
    properties.put("group.id", groupId);
    return properties;
  }

  /**
   * The same as a member whose partitions another one has within seconds of its death.
   *
   * @param instance a name that stays the same over restarts where there is only one instance, so
   *     that it need not wait for its own session to end; null where there may be several
   */
  public Map<String, Object> consumer(String groupId, @Nullable String instance) {
    Map<String, Object> properties = consumer(groupId);
    properties.put("auto.offset.reset", "earliest");
    properties.put("allow.auto.create.topics", false);
    properties.put("session.timeout.ms", 6_000);
    properties.put("heartbeat.interval.ms", 1_000);
    if (instance != null) {
      properties.put("group.instance.id", instance);
    }
    return properties;
  }

  /** For one stage: exactly once, a commit at least every 100 ms, nothing named by accident. */
  public Map<String, Object> streams(String applicationId, Path stateDirectory) {
    Map<String, Object> properties = common();
    properties.put("application.id", applicationId);
    properties.put("state.dir", stateDirectory.toString());
    properties.put("group.protocol", groupProtocol.text());
    properties.put("processing.guarantee", "exactly_once_v2");
    properties.put("commit.interval.ms", "100");
    // A killed instance holds up readers until its transaction has timed out, whoever took over its
    // tasks: no longer than the embedded broker takes to give them away.
    properties.putIfAbsent("transaction.timeout.ms", "6000");
    properties.put("replication.factor", Short.toString(replicationFactor));
    properties.put("topic.min.insync.replicas", Integer.toString(minInSyncReplicas));
    properties.put("ensure.explicit.internal.resource.naming", "true");
    properties.put("processing.exception.handler.global.enabled", "true");
    properties.putIfAbsent("producer.max.request.size", Integer.toString(MAX_REQUEST));
    return properties;
  }

  private Map<String, Object> common() {
    Map<String, Object> properties = new HashMap<>(client);
    properties.put("bootstrap.servers", bootstrap);
    return properties;
  }

  /** Secrets of the client properties are masked. */
  @Override
  public String toString() {
    Map<String, String> masked = new LinkedHashMap<>();
    client.forEach((key, value) -> masked.put(key, SECRET.matcher(key).find() ? "****" : value));
    return "KafkaSettings[bootstrap="
        + bootstrap
        + ", client="
        + masked
        + ", groupProtocol="
        + groupProtocol
        + ", replicationFactor="
        + replicationFactor
        + ", minInSyncReplicas="
        + minInSyncReplicas
        + ", topicPrefix="
        + topicPrefix
        + "]";
  }
}
