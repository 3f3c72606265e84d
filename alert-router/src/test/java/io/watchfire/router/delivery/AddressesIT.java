/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.watchfire.broker.EmbeddedBroker;
import io.watchfire.router.AlertRouter;
import io.watchfire.router.FakeAlertmanager;
import io.watchfire.schemas.alert.Alert.Mode;
import io.watchfire.schemas.alert.AlertState;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A name whose addresses come and go. */
class AddressesIT {
  @TempDir private Path dir;

  @Test
  void anAddressThatAppearsIsToldEverythingAndOneThatIsGoneNothing() throws Exception {
    InetAddress first = InetAddress.getByAddress("am.test", new byte[] {127, 0, 0, 1});
    InetAddress second = InetAddress.getByAddress("am.test", new byte[] {127, 0, 0, 2});
    List<InetAddress> addresses = new CopyOnWriteArrayList<>(List.of(first));
    try (EmbeddedBroker broker = EmbeddedBroker.start(dir.resolve("kafka"), 0, Map.of());
        FakeAlertmanager one = new FakeAlertmanager(new InetSocketAddress(first, 0));
        FakeAlertmanager two = new FakeAlertmanager(new InetSocketAddress(second, one.port()));
        AlertTopic topic = new AlertTopic(broker)) {
      AlertRouter router =
          topic.route(name -> List.copyOf(addresses), "http://am.test:" + one.port());
      addresses.add(second);
      send(topic, "A");
      awaitTaken(one, "A");
      awaitTaken(two, "A");
      await().untilAsserted(() -> assertThat(router.problems()).isEmpty());
      addresses.set(0, second);
      await().atMost(Duration.ofSeconds(20)).until(() -> targets(topic) == 1);
      send(topic, "B");
      awaitTaken(two, "B");

      assertThat(one.names()).doesNotContain("B");
    }
  }

  private static double targets(AlertTopic topic) {
    return topic.metrics.get("watchfire.router.cluster.targets").gauge().value();
  }

  private static void awaitTaken(FakeAlertmanager alertmanager, String name) {
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(alertmanager.names()).contains(name));
  }

  private static void send(AlertTopic topic, String name) {
    topic.send(
        TestAlerts.alert(name, AlertState.FIRING, 1, Mode.ALERT, Instant.now().minusSeconds(90)));
  }
}
