/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.broker.EmbeddedBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FeatureUpdate;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.UpdateFeaturesOptions;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class PreflightIT {
  @TempDir private Path dir;
  private EmbeddedBroker broker;
  private KafkaSettings settings;
  private Admin admin;

  @BeforeEach
  void start() {
    broker = EmbeddedBroker.start(dir, 0, Map.of());
    settings = KafkaSettings.embedded(broker.bootstrap());
    admin = Admin.create(settings.admin());
  }

  @AfterEach
  void stop() {
    admin.close();
    broker.close();
  }

  @Test
  void losesNoRecordThatIsSentAsSoonAsItsTopicsAreThere() throws Exception {
    List<NewTopic> topics = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      topics.add(new NewTopic("burst-" + i, 4, (short) 1));
    }
    assertThat(Topics.createAndAwait(admin, topics)).isEmpty();
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(settings.producer(), new StringSerializer(), new StringSerializer())) {
      List<Future<?>> sent = new ArrayList<>();
      for (int i = 0; i < 800; i++) {
        sent.add(producer.send(new ProducerRecord<>("burst-" + i % 8, i / 8 % 4, "k", "v")));
      }
      producer.flush();
      for (Future<?> one : sent) {
        one.get(20, TimeUnit.SECONDS);
      }
    }
  }

  @Test
  void leavesExistingTopicsAloneAndTellsWhereTheyDiffer() {
    Topics.createAndAwait(admin, List.of(new NewTopic("a", 2, (short) 1)));
    List<NewTopic> again =
        List.of(new NewTopic("a", 4, (short) 1), new NewTopic("b", 1, (short) 1));
    assertThat(Topics.createAndAwait(admin, again))
        .containsExactly("topic a has 2 partitions (expected: 4)");
    assertThat(Topics.createAndAwait(admin, again)).hasSize(1);
  }

  @Test
  void findsNothingMissingInTheEmbeddedBroker() {
    Topics.createAndAwait(admin, List.of(new NewTopic("in", 2, (short) 1)));
    assertThat(
            Preflight.check(
                admin, settings, Map.of("in", Set.of(AclOperation.READ, AclOperation.WRITE))))
        .isEmpty();
  }

  @Test
  void saysEverythingThatIsMissing() throws Exception {
    admin
        .updateFeatures(
            Map.of(
                "streams.version",
                new FeatureUpdate((short) 0, FeatureUpdate.UpgradeType.SAFE_DOWNGRADE)),
            new UpdateFeaturesOptions())
        .all()
        .get(20, TimeUnit.SECONDS);
    KafkaSettings three =
        new KafkaSettings(
            settings.bootstrap(), Map.of(), GroupProtocol.STREAMS, (short) 3, 2, "watchfire.");
    assertThat(Preflight.check(admin, three, Map.of("otlp_metrics", Set.of(AclOperation.READ))))
        .containsExactly(
            "kafka.replicationFactor: 3 (expected: at most 1, the number of brokers)",
            "kafka.groupProtocol: streams, which this cluster has switched off (expected:"
                + " kafka-features upgrade --feature streams.version=1, or groupProtocol: classic)",
            "topic otlp_metrics does not exist (expected: created beforehand)");
  }

  @Test
  void saysWhatAclsDoNotAllow() throws Exception {
    stop();
    broker =
        EmbeddedBroker.start(
            dir,
            0,
            Map.of(
                "authorizer.class.name",
                "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                "allow.everyone.if.no.acl.found",
                "true"));
    settings = settings.withBootstrap(broker.bootstrap());
    admin = Admin.create(settings.admin());
    Topics.createAndAwait(admin, List.of(new NewTopic("in", 1, (short) 1)));
    admin
        .createAcls(
            List.of(
                new AclBinding(
                    new ResourcePattern(ResourceType.TOPIC, "in", PatternType.LITERAL),
                    new AccessControlEntry(
                        "User:*", "*", AclOperation.DESCRIBE, AclPermissionType.ALLOW))))
        .all()
        .get(20, TimeUnit.SECONDS);
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(
                        Preflight.check(admin, settings, Map.of("in", Set.of(AclOperation.READ))))
                    .containsExactly("topic in: not allowed to READ (expected: an ACL)"));
  }

  @Test
  void saysThatNobodyAnswers() {
    KafkaSettings nowhere = settings.withBootstrap("127.0.0.1:1");
    Map<String, Object> properties = nowhere.admin();
    properties.put("default.api.timeout.ms", "1000");
    properties.put("request.timeout.ms", "500");
    try (Admin lost = Admin.create(properties)) {
      List<String> problems = Preflight.check(lost, nowhere, Map.of());
      assertThat(problems).hasSize(1);
      assertThat(problems.getFirst()).contains("kafka.bootstrap: 127.0.0.1:1 does not answer");
    }
  }
}
