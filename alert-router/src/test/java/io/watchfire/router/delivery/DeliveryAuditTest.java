/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.watchfire.router.Schemas;
import io.watchfire.router.Warnings;
import io.watchfire.router.config.RouterConfig;
import io.watchfire.schemas.alert.Alert;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class DeliveryAuditTest {
  private static final RouterConfig CONFIG = RouterConfig.to(List.of());
  private static final String WHO = "http://am-0:9093";

  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

  @Test
  void whatIsEnteredConformsToThePublishedSchema() {
    Schemas schema = Schemas.of("audit");
    try (DeliveryAudit audit =
        new DeliveryAudit(
            producer, CONFIG.auditTopic(), new DeadLetters(producer, CONFIG, metrics), metrics)) {
      audit.start();
      audit.accepted(
          pending(TestAlerts.firing("Burn", 1), PendingDelivery.As.FIRING), WHO, TestAlerts.START);
      audit.accepted(
          pending(TestAlerts.resolved("Burn", 2), PendingDelivery.As.RESOLVED),
          WHO,
          TestAlerts.START);
      audit.refused(
          pending(TestAlerts.firing("Bad", 1), PendingDelivery.As.FIRING),
          WHO,
          "no",
          TestAlerts.START);
      await().atMost(Duration.ofSeconds(10)).until(() -> entries().count() == 3);
    }
    entries().forEach(entry -> schema.assertConforms(entry.value()));
    assertThat(entries().map(entry -> new String(entry.value())))
        .anyMatch(entry -> entry.contains("delivery.refused"));
  }

  @Test
  void whatWaitsWhenItIsClosedIsWritten() {
    DeliveryAudit audit = audit(producer, Duration.ofSeconds(10));
    for (int i = 0; i < 5_000; i++) {
      enter(audit, i);
    }
    audit.start();
    audit.close();

    assertThat(entries()).hasSize(5_000);
    assertThat(dropped()).isZero();
  }

  @Test
  void whatKafkaDoesNotTakeBeforeTheEndIsCountedOnceAndToldOnce() {
    MockProducer<byte[], byte[]> mute =
        new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    DeliveryAudit audit = audit(mute, Duration.ofMillis(100));
    audit.start();
    for (int i = 0; i < 100; i++) {
      enter(audit, i);
    }
    await().atMost(Duration.ofSeconds(10)).until(() -> mute.history().size() == 100);
    mute.completeNext();
    try (Warnings warnings = new Warnings(DeliveryAudit.class)) {
      audit.close();
      audit.close();
      mute.errorNext(new TimeoutException("Kafka is away"));

      assertThat(warnings.texts())
          .containsExactly("99 entries of the audit trail were not written before the end");
    }
    assertThat(dropped()).isEqualTo(99);
  }

  @Test
  void whatAProducerThatHangsDoesNotTakeIsCounted() {
    MockProducer<byte[], byte[]> hanging =
        new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer()) {
          @Override
          public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> r, Callback answered) {
            try {
              new CountDownLatch(1).await();
              throw new AssertionError("nobody counts down");
            } catch (InterruptedException e) {
              throw new InterruptException(e);
            }
          }
        };
    DeliveryAudit audit = audit(hanging, Duration.ofMillis(100));
    audit.start();
    for (int i = 0; i < 100; i++) {
      enter(audit, i);
    }
    audit.close();

    assertThat(dropped()).isEqualTo(100);
  }

  @Test
  void whatIsEnteredAfterTheEndIsCounted() {
    DeliveryAudit audit = audit(producer, Duration.ofSeconds(10));
    audit.start();
    audit.close();
    enter(audit, 1);

    assertThat(entries()).isEmpty();
    assertThat(dropped()).isEqualTo(1);
  }

  private DeliveryAudit audit(Producer<byte[], byte[]> to, Duration closing) {
    DeadLetters deadLetters = new DeadLetters(to, CONFIG, metrics);
    return new DeliveryAudit(to, CONFIG.auditTopic(), deadLetters, metrics, closing);
  }

  private static void enter(DeliveryAudit audit, int number) {
    Alert alert = TestAlerts.firing("Burn" + number, 1);
    audit.accepted(pending(alert, PendingDelivery.As.FIRING), WHO, TestAlerts.START);
  }

  private double dropped() {
    return metrics.get("watchfire.router.audit.dropped").counter().count();
  }

  private Stream<ProducerRecord<byte[], byte[]>> entries() {
    return producer.history().stream().filter(r -> r.topic().equals(CONFIG.auditTopic()));
  }

  private static PendingDelivery pending(Alert alert, PendingDelivery.As as) {
    return new PendingDelivery(new StateRecord(alert.fingerprint(), alert, 0, 0), as);
  }
}
