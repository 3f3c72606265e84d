/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.delivery;

import static io.watchfire.router.delivery.RoutedCluster.awaitAt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.watchfire.router.RealAlertmanager;
import io.watchfire.router.TestBroker;
import io.watchfire.schemas.alert.Alert;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Members of a cluster that die, hang and return, and what each shows then. */
@Tag("faults")
class PeerOutageIT {
  private static final Duration NEVER = Duration.ofHours(1);
  private static final Duration ONE_BACK = Duration.ofSeconds(10);
  private static final Duration ALL_BACK = Duration.ofSeconds(15);
  private static final List<String> NAMES =
      IntStream.range(1000, 1500).mapToObj(i -> "A" + i).toList();

  @RegisterExtension static final TestBroker BROKER = new TestBroker();

  @TempDir private Path dir;
  private RoutedCluster world;

  @BeforeEach
  void fire() throws Exception {
    world = RoutedCluster.settled(BROKER.get(), dir);
    world.route(NEVER);
    world.topic.send(NAMES.stream().map(world::firing).toArray(Alert[]::new));
    world.awaitEverywhere(NAMES.toArray(String[]::new));
  }

  @AfterEach
  void stopCluster() {
    if (world != null) {
      world.close();
    }
  }

  @Test
  void aKilledMemberHasEverythingCurrentWithinTenSecondsOfItsReturn() {
    RealAlertmanager member = world.cluster.get(1);
    member.kill();
    world.topic.send(world.resolved(NAMES.getFirst()), world.firing("B"));
    member.restart();
    List<String> current = new ArrayList<>(NAMES.subList(1, NAMES.size()));
    current.add("B");
    awaitAt(member, ONE_BACK, current);
  }

  @Test
  void aDeadMemberAndAHangingOneDoNotHoldUpTheThird() {
    world.cluster.get(0).kill();
    world.cluster.get(1).pause();
    for (int i = 0; i < 10; i++) {
      String name = "New" + i;
      world.topic.send(world.firing(name));
      // Less than a request to the hanging member takes until it is given up.
      await()
          .atMost(Duration.ofSeconds(9))
          .untilAsserted(() -> assertThat(world.cluster.get(2).labels("alertname")).contains(name));
    }
    world.cluster.get(1).resume();
  }

  @Test
  void afterAllWereDeadEachHasEverythingWithinFifteenSecondsOfItsReturn() {
    world.cluster.members().forEach(RealAlertmanager::kill);
    world.topic.send(world.firing("B"));
    List<String> current = new ArrayList<>(NAMES);
    current.add("B");
    for (RealAlertmanager member : world.cluster.members()) {
      member.restart();
      awaitAt(member, ALL_BACK, current);
    }
  }
}
