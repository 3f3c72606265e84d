/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.watchfire.router.alertmanager.Backoff;
import io.watchfire.router.alertmanager.Outcome;
import io.watchfire.router.config.AlertmanagerConfig;
import io.watchfire.router.config.ClusterConfig;
import io.watchfire.router.config.Resolve;
import io.watchfire.router.config.RouterConfig;
import io.watchfire.router.config.Tenants;
import io.watchfire.schemas.alert.Alert;
import io.watchfire.schemas.alert.Alert.Mode;
import io.watchfire.schemas.alert.AlertState;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import org.apache.kafka.clients.producer.MockProducer;
import org.junit.jupiter.api.Test;

class DeliveriesTest {
  private static final ClusterConfig CLUSTER =
      new ClusterConfig(
          "mimir",
          List.of(AlertmanagerConfig.of("http://am")),
          Resolve.OFF,
          List.of(),
          new Tenants(Tenants.DEFAULT_HEADER, "tenant", null));
  private static final RouterConfig CONFIG = RouterConfig.to(CLUSTER.members());

  private final Relabeller relabeller = new Relabeller(CONFIG, CLUSTER);
  private final Map<String, BlockingQueue<TopicEvent>> queues = new HashMap<>();
  private final Map<Integer, Long> cursor = new HashMap<>();
  private final Deliveries deliveries = new Deliveries(relabeller, cursor::putAll);

  @Test
  void aTenantIsToldOfOthersOnlyThatTheyPassed() {
    TopicEvent.Changed first = changed("a", 5);
    TopicEvent.Changed second = changed("b", 6);
    deliveries.enqueue(first);
    deliveries.start(Map.of(), this::start);
    deliveries.enqueue(second);

    assertThat(queues.get("a")).containsExactly(first, new TopicEvent.Passed(0, 6));
    assertThat(queues.get("b")).containsExactly(second);
  }

  @Test
  void theCursorWaitsForTheSlowestTenant() {
    deliveries.enqueue(changed("a", 5));
    deliveries.enqueue(changed("b", 6));
    deliveries.start(Map.of(), this::start);
    deliveries.save("a", Map.of(0, 7L));
    assertThat(cursor).isEqualTo(Map.of(0, 6L));
    deliveries.save("b", Map.of(0, 7L));
    assertThat(cursor).isEqualTo(Map.of(0, 7L));
  }

  @Test
  void theCursorOfTheLastRunHoldsWhateverIsReadAgain() {
    deliveries.enqueue(changed("a", 1));
    deliveries.enqueue(changed("b", 2));
    deliveries.start(Map.of(0, 10L), this::start);
    deliveries.save("a", Map.of(0, 10L));

    assertThat(cursor).isEqualTo(Map.of(0, 10L));
  }

  private DeliveryLoop start(String tenant, BlockingQueue<TopicEvent> queue) {
    queues.put(tenant, queue);
    SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    ResendSchedule schedule = new ResendSchedule(CONFIG.resendInterval());
    return new DeliveryLoop(
        new DeliverySetup(
            "am", relabeller, new Payload(CONFIG, relabeller, schedule), Clock.systemUTC()),
        queue,
        new Outbox(schedule, Map.of()),
        body -> new Outcome.Accepted(),
        new DeliveryAccount(
            "am",
            tenant,
            new DeliveryAudit(
                new MockProducer<>(),
                "audit",
                new DeadLetters(new MockProducer<>(), CONFIG, metrics),
                metrics),
            new PeerMetrics(metrics, "am"),
            behind -> {}),
        new Backoff(new Random(1)));
  }

  private static TopicEvent.Changed changed(String tenant, long offset) {
    Alert alert =
        TestAlerts.alert(
            Map.of("alertname", "A", "tenant", tenant),
            AlertState.FIRING,
            1,
            Mode.ALERT,
            TestAlerts.START);
    return new TopicEvent.Changed(new StateRecord(alert.fingerprint(), alert, 0, offset));
  }
}
