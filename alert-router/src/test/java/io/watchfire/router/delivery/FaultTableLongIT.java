/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.delivery;

import static io.watchfire.router.delivery.RoutedCluster.DEADLINE;
import static io.watchfire.router.delivery.RoutedCluster.awaitAt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.watchfire.router.RealAlertmanager;
import io.watchfire.router.TestBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The rows of the fault table that take long; {@link FaultTableIT} has the others. */
@Tag("faults")
class FaultTableLongIT {
  private static final Duration OFTEN = Duration.ofSeconds(1);
  private static final Duration NEVER = Duration.ofHours(1);
  private static final String FAST_GOSSIP = "--cluster.gossip-interval=50ms";

  @RegisterExtension static final TestBroker BROKER = new TestBroker();

  @TempDir private Path dir;
  private @Nullable RoutedCluster opened;

  @AfterEach
  void stopCluster() {
    if (opened != null) {
      opened.close();
    }
  }

  @Test
  void aResolveThatIsLateByLessThanTheGroupIntervalIsHeardOnce() throws Exception { // row 5
    RoutedCluster world = open("20s", "--cluster.peer-timeout=500ms", FAST_GOSSIP);
    world.cluster.awaitSettled();
    world.route(NEVER);
    world.fireAndHear();
    world.gate(2).shut();
    world.topic.send(world.resolved("A"));
    awaitAt(world.cluster.get(0), DEADLINE, List.of());
    awaitAt(world.cluster.get(1), DEADLINE, List.of());
    assertThat(world.cluster.get(2).labels("alertname")).containsExactly("A");
    world.gate(2).open();
    world.awaitEverywhere();
    world.awaitTold("A firing", "A resolved");
    world.awaitMarker();
    assertThat(world.told()).containsExactly("A firing", "A resolved");
  }

  @Test
  void evenWherePeersWaitLongerThanTheGroupIntervalTheEndIsResolved() throws Exception { // row 7
    RoutedCluster world = open("1s", "--cluster.peer-timeout=3s", FAST_GOSSIP);
    world.cluster.awaitSettled();
    world.route(NEVER);
    world.topic.send(world.firing("A"));
    world.awaitEverywhere("A");
    world.awaitLastTold("A firing");
    world.gate(2).shut();
    world.topic.send(world.resolved("A"));
    await().atMost(DEADLINE).until(() -> world.told().contains("A resolved"));
    world.gate(2).open();
    world.awaitEverywhere();
    world.awaitMarker();
    world.awaitLastTold("A resolved");
  }

  @Test
  void rollingKillsAndStopsLoseAndRepeatNothing() throws Exception { // row 10
    RoutedCluster world = settled();
    world.route(OFTEN);
    world.fireAndHear();
    for (RealAlertmanager member : world.cluster.members()) {
      member.kill();
      member.restart();
      world.awaitEverywhere("A");
      world.cluster.awaitSettled();
    }
    for (RealAlertmanager member : world.cluster.members()) {
      member.stop();
      member.restart();
      world.awaitEverywhere("A");
      world.cluster.awaitSettled();
    }
    assertThat(world.told()).containsExactly("A firing");
    world.topic.send(world.resolved("A"));
    world.awaitTold("A firing", "A resolved");
  }

  @Test
  void membersThatStillSettleTakeAlertsAndTellOfThemAfterwards() throws Exception { // row 28
    RoutedCluster world =
        open(
            "3s",
            "--cluster.peer-timeout=500ms",
            "--cluster.gossip-interval=4s",
            "--cluster.settle-timeout=45s");
    world.route(NEVER);
    world.topic.send(world.firing("A"));
    world.awaitEverywhere("A");
    for (RealAlertmanager member : world.cluster.members()) {
      assertThat(world.cluster.status(member).path("status").asText()).isEqualTo("settling");
    }
    assertThat(world.told()).isEmpty();
    world.awaitLastTold("A firing");
  }

  @Test
  void aFiringThatHungAndWasGivenUpOpensNothingAfterItsResolve() throws Exception {
    RoutedCluster world = settled();
    world.route(NEVER);
    RealAlertmanager member = world.cluster.get(2);
    member.pause();
    world.topic.send(world.firing("A"));
    await().atMost(DEADLINE).until(() -> world.topic.count("unavailable") > 0);
    world.topic.send(world.resolved("A"));
    awaitAt(world.cluster.get(0), DEADLINE, List.of());
    member.resume();
    world.awaitMarker();
    world.awaitEverywhere();
  }

  private RoutedCluster open(String interval, String... options) throws Exception {
    opened = new RoutedCluster(BROKER.get(), dir, "1s", interval, options);
    return opened;
  }

  private RoutedCluster settled() throws Exception {
    opened = RoutedCluster.settled(BROKER.get(), dir);
    return opened;
  }
}
