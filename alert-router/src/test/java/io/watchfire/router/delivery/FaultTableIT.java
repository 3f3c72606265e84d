/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.delivery;

import static io.watchfire.router.delivery.RoutedCluster.DEADLINE;
import static io.watchfire.router.delivery.RoutedCluster.awaitAt;
import static io.watchfire.router.delivery.TestAlerts.alert;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.watchfire.router.AlertRouter;
import io.watchfire.router.RealAlertmanager;
import io.watchfire.router.TestBroker;
import io.watchfire.schemas.alert.Alert;
import io.watchfire.schemas.alert.Alert.Mode;
import io.watchfire.schemas.alert.AlertState;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Faults of a cluster of three real Alertmanagers, and what people hear of them. The rows are those
 * of the project's fault table; {@link FaultTableLongIT} has those that take long.
 */
@Tag("faults")
class FaultTableIT {
  private static final Duration OFTEN = Duration.ofSeconds(1);
  private static final Duration NEVER = Duration.ofHours(1);

  @RegisterExtension static final TestBroker BROKER = new TestBroker();

  @TempDir private Path dir;
  private RoutedCluster world;

  @BeforeEach
  void startCluster() throws Exception {
    world = RoutedCluster.settled(BROKER.get(), dir);
  }

  @AfterEach
  void stopCluster() {
    if (world != null) {
      world.close();
    }
  }

  @Test
  void threeMembersNotifyOnce() { // row 1
    world.route(OFTEN);
    world.fireAndHear();
    world.topic.send(world.resolved("A"));
    world.awaitTold("A firing", "A resolved");
    world.awaitMarker();
    assertThat(world.told()).containsExactly("A firing", "A resolved");
  }

  @Test
  void twentyDuplicatesNotifyOnce() { // row 2
    world.route(OFTEN);
    for (int i = 0; i < 20; i++) {
      world.topic.send(world.firing("A"));
    }
    world.awaitEverywhere("A");
    world.awaitMarker();
    assertThat(world.told()).containsExactly("A firing");
  }

  @Test
  void aFiringThatReachedOneMemberIsHeardAndTheOthersAreToldLater() { // row 3
    world.gate(0).shut();
    world.gate(1).shut();
    world.route(NEVER);
    world.topic.send(world.firing("A"));
    world.awaitTold("A firing");
    assertThat(world.cluster.get(0).alerts()).isEmpty();
    assertThat(world.cluster.get(1).alerts()).isEmpty();
    world.gate(0).open();
    world.gate(1).open();
    world.awaitEverywhere("A");
    world.awaitMarker();
    assertThat(world.told()).containsExactly("A firing");
  }

  @Test
  void aResolveThatReachedOneOfThreeIsRetriedUntilAllHaveIt() { // row 4
    world.route(NEVER);
    world.fireAndHear();
    world.gate(1).shut();
    world.gate(2).shut();
    world.topic.send(world.resolved("A"));
    awaitAt(world.cluster.get(0), DEADLINE, List.of());
    assertThat(world.cluster.get(1).labels("alertname")).containsExactly("A");
    assertThat(world.cluster.get(2).labels("alertname")).containsExactly("A");
    world.gate(1).open();
    world.gate(2).open();
    world.awaitEverywhere();
    world.awaitLastTold("A resolved");
  }

  @Test
  void aMemberThatHearsOfAResolveAfterTheNotificationEndsResolvedToo() { // row 6
    world.route(NEVER);
    world.fireAndHear();
    world.gate(2).shut();
    world.topic.send(world.resolved("A"));
    await().atMost(DEADLINE).until(() -> world.told().contains("A resolved"));
    world.gate(2).open();
    world.awaitEverywhere();
    world.awaitMarker();
    world.awaitLastTold("A resolved");
  }

  @Test
  void theNextMemberNotifiesForOneThatDiedBeforeItsTurn() { // row 8
    world.route(NEVER);
    world.topic.send(world.firing("A"));
    RealAlertmanager first = world.cluster.first();
    first.kill();
    world.awaitTold("A firing");
    first.restart();
    world.awaitEverywhere("A");
  }

  @Test
  void theOthersTellOfAResolveWhileOneIsDead() { // row 11
    world.route(NEVER);
    world.fireAndHear();
    world.cluster.first().kill();
    world.topic.send(world.resolved("A"));
    world.awaitTold("A firing", "A resolved");
  }

  @Test
  void whatFiresIsBackEverywhereAfterAllWereKilled() { // row 12
    world.route(NEVER);
    world.fireAndHear();
    world.cluster.members().forEach(RealAlertmanager::kill);
    world.cluster.members().forEach(RealAlertmanager::restart);
    world.awaitEverywhere("A");
    world.awaitMarker();
    assertThat(world.told()).containsOnly("A firing");
  }

  @Test
  void aResolveWhileAllWereKilledIsKnownToUsThoughNobodyHearsOfIt() throws Exception { // row 13
    AlertRouter router = world.route(NEVER);
    world.fireAndHear();
    world.cluster.members().forEach(RealAlertmanager::kill);
    world.topic.send(world.resolved("A"));
    world.cluster.members().forEach(RealAlertmanager::restart);
    await().atMost(DEADLINE).until(router::ready);
    for (int member = 0; member < RoutedCluster.SIZE; member++) {
      String url = world.gate(member).url();
      await().atMost(DEADLINE).until(() -> world.topic.cursor(url) == 2);
    }
    world.awaitEverywhere();
    world.awaitMarker();
    assertThat(world.told()).containsExactly("A firing");
    assertThat(router.alerts())
        .filteredOn(a -> a.fingerprint().equals(world.firing("A").fingerprint()))
        .extracting(Alert::state)
        .containsExactly(AlertState.RESOLVED);
  }

  @Test
  void aResolveWhileAllWereStoppedIsHeardAfterwards() { // row 14
    world.route(NEVER);
    world.fireAndHear();
    world.cluster.members().forEach(RealAlertmanager::stop);
    world.topic.send(world.resolved("A"));
    world.cluster.members().forEach(RealAlertmanager::restart);
    world.awaitTold("A firing", "A resolved");
  }

  @Test
  void aRestartIsNoticedLongBeforeTheNextResend() { // row 15
    world.route(NEVER);
    world.fireAndHear();
    RealAlertmanager member = world.cluster.first();
    member.stop();
    member.restart();
    awaitAt(member, Duration.ofSeconds(10), List.of("A"));
  }

  @Test
  void whatFiresEndsAQuarterOfAnHourAfterItWasSent() { // row 23
    world.route(OFTEN);
    world.topic.send(world.firing("A"));
    world.awaitEverywhere("A");
    for (RealAlertmanager member : world.cluster.members()) {
      JsonNode alert = member.alerts().getFirst();
      Instant taken = Instant.parse(alert.path("updatedAt").asText());
      assertThat(Instant.parse(alert.path("endsAt").asText()))
          .isAfter(taken.plus(Duration.ofMinutes(15)).minus(DEADLINE));
    }
  }

  @Test
  void recordsOfAlertsThatHaveEndedOpenNothingWhenTheyAreReadAgain() { // row 24
    world.topic.send(world.firing("Old"), world.firing("A"), world.resolved("Old"));
    AlertRouter router = world.route(OFTEN);
    world.awaitEverywhere("A");
    router.close();
    world.topic.send(world.firing("B"), world.resolved("B"));
    world.route(OFTEN);
    world.awaitEverywhere("A");
    world.awaitMarker();
    assertThat(world.told()).containsExactly("A firing");
  }

  @Test
  void aPoisonedAlertIsSetAsideOnceAndTheRestOfItsBatchIsEverywhere() { // row 26
    Instant never = Instant.parse("+12000-01-01T00:00:00Z");
    Alert poison = alert("Poison", AlertState.FIRING, 1, Mode.ALERT, never);
    world.topic.send(world.firing("A"), poison, world.firing("B"), world.firing("C"));
    AlertRouter router = world.route(NEVER);
    world.awaitEverywhere("A", "B", "C");
    await().atMost(DEADLINE).until(() -> world.topic.deadLetters().size() == 1);
    await().atMost(DEADLINE).until(router::ready);
    assertThat(world.topic.deadLetters()).hasSize(1);
  }

  @Test
  void twoRoutersNotifyOnce() { // row 30
    world.route(OFTEN);
    world.route(OFTEN);
    world.fireAndHear();
    world.topic.send(world.resolved("A"));
    world.awaitTold("A firing", "A resolved");
    world.awaitMarker();
    assertThat(world.told()).containsExactly("A firing", "A resolved");
  }
}
