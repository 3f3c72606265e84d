/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
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

  private final Relabeller labelling = new Relabeller(CONFIG, CLUSTER);
  private final Map<String, BlockingQueue<TopicEvent>> inboxes = new HashMap<>();
  private final Map<Integer, Long> cursor = new HashMap<>();
  private final Deliveries deliveries = new Deliveries(labelling, cursor::putAll);

  @Test
  void aTenantIsToldOfOthersOnlyThatTheyPassed() {
    TopicEvent.Changed first = changed("a", 5);
    TopicEvent.Changed second = changed("b", 6);
    deliveries.tell(first);
    deliveries.start(Map.of(), this::start);
    deliveries.tell(second);

    assertThat(inboxes.get("a")).containsExactly(first, new TopicEvent.Passed(0, 6));
    assertThat(inboxes.get("b")).containsExactly(second);
  }

  @Test
  void theCursorWaitsForTheSlowestTenant() {
    deliveries.tell(changed("a", 5));
    deliveries.tell(changed("b", 6));
    deliveries.start(Map.of(), this::start);
    deliveries.save("a", Map.of(0, 7L));
    assertThat(cursor).isEqualTo(Map.of(0, 6L));
    deliveries.save("b", Map.of(0, 7L));
    assertThat(cursor).isEqualTo(Map.of(0, 7L));
  }

  @Test
  void theCursorOfTheLastRunHoldsWhateverIsReadAgain() {
    deliveries.tell(changed("a", 1));
    deliveries.tell(changed("b", 2));
    deliveries.start(Map.of(0, 10L), this::start);
    deliveries.save("a", Map.of(0, 10L));

    assertThat(cursor).isEqualTo(Map.of(0, 10L));
  }

  private DeliveryLoop start(String tenant, BlockingQueue<TopicEvent> inbox) {
    inboxes.put(tenant, inbox);
    SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    ResendSchedule schedule = new ResendSchedule(CONFIG.resendInterval());
    return new DeliveryLoop(
        "am",
        inbox,
        new Outbox(schedule, Map.of()),
        labelling,
        new Payload(CONFIG, labelling, schedule),
        body -> new Outcome.Accepted(),
        new DeliveryAccount(
            "am",
            tenant,
            new DeliveryAudit(
                new MockProducer<>(),
                "audit",
                new DeadLetters(new MockProducer<>(), CONFIG, metrics),
                metrics),
            new PeerMetrics(metrics, "am")),
        new Backoff(new Random(1)),
        Clock.systemUTC(),
        behind -> {});
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
