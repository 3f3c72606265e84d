/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.delivery;

import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.watchfire.golden.Golden;
import io.watchfire.router.alertmanager.Outcome;
import io.watchfire.router.config.AlertmanagerConfig;
import io.watchfire.router.config.RouterConfig;
import io.watchfire.schemas.alert.AlertJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** What the audit trail and dead letters say of deliveries, and the metrics of a member. */
class DeliveryGoldenTest {
  private static final RouterConfig CONFIG = RouterConfig.to(List.of());
  private static final String WHO = "http://am-0:9093";

  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  @Test
  void entriesAndDeadLettersAreTheSame() {
    DeadLetters dead = new DeadLetters(producer, CONFIG, registry);
    try (DeliveryAudit audit = new DeliveryAudit(producer, CONFIG.auditTopic(), dead, registry)) {
      audit.start();
      for (PendingDelivery.As as : PendingDelivery.As.values()) {
        audit.accepted(pending(as), WHO, TestAlerts.START);
      }
      audit.refused(pending(PendingDelivery.As.FIRING), WHO, "no", TestAlerts.START);
      await()
          .atMost(Duration.ofSeconds(10))
          .until(() -> producer.history().size() == PendingDelivery.As.values().length + 2);
    }
    Golden.assertSame(
        "delivery-records.txt",
        producer.history().stream().map(DeliveryGoldenTest::text).sorted().toList());
  }

  /** A member goes on where it stopped under this name, which is in a consumer group's. */
  @Test
  void namesOfMembersAreTheSame() {
    Golden.assertSame(
        "member-ids.txt",
        Stream.of("http://am-0:9093", "https://am.example.org/prefix/", "http://[::1]:9093")
            .map(url -> url + " " + AlertmanagerConfig.of(url).memberId())
            .toList());
  }

  @Test
  void metersOfAMemberAreTheSame() {
    try (PeerMetrics metrics = new PeerMetrics(registry, "am")) {
      List<Outcome> outcomes =
          List.of(
              new Outcome.Accepted(),
              new Outcome.Partial(""),
              new Outcome.Rejected(""),
              new Outcome.Unavailable(""),
              new Outcome.Misconfigured(""));
      outcomes.forEach(outcome -> metrics.request(outcome, 1, Duration.ofMillis(1)));
      metrics.renamed();
      Golden.assertSame(
          "member-meters.txt",
          registry.getMeters().stream()
              .map(meter -> meter.getId().getName() + " " + meter.getId().getTags())
              .sorted()
              .toList());
    }
  }

  private static PendingDelivery pending(PendingDelivery.As as) {
    var alert = TestAlerts.firing("Burn", 1);
    byte[] key = alert.fingerprint().getBytes(StandardCharsets.UTF_8);
    ConsumerRecord<byte[], byte[]> origin =
        new ConsumerRecord<>("watchfire.alerts", 0, 0, key, new AlertJson().write(alert));
    return new PendingDelivery(new StateRecord(alert.fingerprint(), alert, 0, 0, origin), as);
  }

  private static String text(ProducerRecord<byte[], byte[]> record) {
    List<String> parts = new ArrayList<>(List.of(record.topic(), utf8(record.key())));
    StreamSupport.stream(record.headers().spliterator(), false)
        .map(header -> header.key() + "=" + utf8(header.value()))
        .forEach(parts::add);
    parts.add(utf8(record.value()));
    return String.join(" ", parts);
  }

  private static String utf8(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
