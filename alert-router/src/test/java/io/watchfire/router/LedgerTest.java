/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.watchfire.schemas.alert.Alert;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class LedgerTest {
  private static final RouterConfig CONFIG = RouterConfig.to(List.of());
  private static final String WHO = "http://am-0:9093";

  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

  @Test
  void whatIsEnteredConformsToThePublishedSchema() {
    Schemas audit = Schemas.of("audit");
    try (Ledger ledger =
        new Ledger(
            producer, CONFIG.auditTopic(), new DeadLetters(producer, CONFIG, metrics), metrics)) {
      ledger.start();
      ledger.accepted(owed(TestAlerts.firing("Burn", 1), Owed.As.FIRING), WHO, TestAlerts.START);
      ledger.accepted(
          owed(TestAlerts.resolved("Burn", 2), Owed.As.RESOLVED), WHO, TestAlerts.START);
      ledger.refused(
          owed(TestAlerts.firing("Bad", 1), Owed.As.FIRING), WHO, "no", TestAlerts.START);
      await().atMost(Duration.ofSeconds(10)).until(() -> entries().count() == 3);
    }
    entries().forEach(entry -> audit.assertConforms(entry.value()));
    assertThat(entries().map(entry -> new String(entry.value())))
        .anyMatch(entry -> entry.contains("delivery.refused"));
  }

  private Stream<ProducerRecord<byte[], byte[]>> entries() {
    return producer.history().stream().filter(r -> r.topic().equals(CONFIG.auditTopic()));
  }

  private static Owed owed(Alert alert, Owed.As as) {
    return new Owed(new StateRecord(alert.fingerprint(), alert, 0, 0), as);
  }
}
