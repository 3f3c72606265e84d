/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.delivery;

import static io.watchfire.router.delivery.TestAlerts.START;
import static io.watchfire.router.delivery.TestAlerts.alert;
import static io.watchfire.router.delivery.TestAlerts.firing;
import static io.watchfire.router.delivery.TestAlerts.resolved;
import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.router.alertmanager.Backoff;
import io.watchfire.router.alertmanager.Outcome;
import io.watchfire.schemas.alert.Alert;
import io.watchfire.schemas.alert.Alert.Mode;
import io.watchfire.schemas.alert.AlertState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * How one Alertmanager is told: which requests it gets when, and what becomes of each state. Longer
 * than 300 lines, since batches, halving and backoff act on each other, and every case reads by the
 * same script.
 */
@Timeout(60)
class DeliveryLoopTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Outcome ACCEPTED = new Outcome.Accepted();
  private static final Outcome REJECTED = new Outcome.Rejected("status 422");
  private static final Outcome DOWN = new Outcome.Unavailable("connection refused");

  private ScriptedDelivery delivery = new ScriptedDelivery();

  // What is sent.

  @Test
  void allThatIsReadIsTakenBeforeTheFirstRequestSoThatNothingSupersededIsSent() {
    delivery.enqueue(firing("A", 1), firing("B", 1), resolved("A", 2));
    delivery.run(Duration.ZERO);

    assertThat(delivery.alerts()).containsExactly(List.of("B", "over A"));
    assertThat(delivery.account()).containsExactly("accepted B", "accepted A");
  }

  @Test
  void firingIsSentAgainEveryIntervalAndAcceptedOnce() {
    delivery.enqueue(firing("A", 1));
    delivery.run(Duration.ofMinutes(5));

    assertThat(delivery.alerts()).hasSize(6).containsOnly(List.of("A"));
    assertThat(delivery.pauses()).containsOnly(MINUTE);
    assertThat(delivery.account()).containsExactly("accepted A");
  }

  @Test
  void noRequestHasMoreThanABatch() {
    delivery.enqueue(
        IntStream.range(0, 600).mapToObj(i -> firing("A" + i, 1)).toArray(Alert[]::new));
    delivery.run(Duration.ofSeconds(1));

    assertThat(delivery.alerts().stream().map(List::size))
        .containsExactly(DeliveryLoop.BATCH, DeliveryLoop.BATCH, 600 - 2 * DeliveryLoop.BATCH);
    assertThat(delivery.cursor()).isEqualTo(Map.of(0, 600L));
  }

  // Halving.

  @Test
  void aRejectedBatchIsHalvedUntilTheBadAlertIsAlone() {
    delivery.answers(alerts -> alerts.contains("Bad") ? REJECTED : ACCEPTED);
    enqueue("A", "B", "Bad", "D", "E", "F", "G", "H");
    delivery.run(Duration.ZERO);

    assertThat(delivery.alerts())
        .containsExactly(
            List.of("A", "B", "Bad", "D", "E", "F", "G", "H"),
            List.of("A", "B", "Bad", "D"),
            List.of("A", "B"),
            List.of("Bad", "D"),
            List.of("Bad"),
            List.of("D"),
            List.of("E", "F", "G", "H"));
    assertThat(delivery.problem()).isNull();
    assertThat(delivery.cursor()).isEqualTo(Map.of(0, 8L));
    assertThat(delivery.account())
        .containsExactly(
            "accepted A",
            "accepted B",
            "refused Bad: status 422",
            "accepted D",
            "accepted E",
            "accepted F",
            "accepted G",
            "accepted H");
  }

  static Stream<Outcome> complaints() {
    return Stream.of(REJECTED, new Outcome.Partial("status 400"));
  }

  @ParameterizedTest
  @MethodSource("complaints")
  void ofSeveralBadAlertsEachIsFoundAndAllOthersAreAccepted(Outcome complaint) {
    List<String> all = IntStream.range(0, 300).mapToObj(i -> "A" + i).toList();
    List<String> bad = List.of("A0", "A7", "A8", "A255", "A256", "A299");
    delivery.answers(alerts -> alerts.stream().anyMatch(bad::contains) ? complaint : ACCEPTED);
    enqueue(all.toArray(String[]::new));
    delivery.run(Duration.ofSeconds(1));

    List<String> account = delivery.account();
    assertThat(account.stream().filter(told -> told.startsWith("refused")))
        .hasSize(bad.size())
        .allMatch(told -> bad.contains(told.replaceAll("refused (\\w+): status 4\\d\\d", "$1")));
    assertThat(account.stream().filter(told -> told.startsWith("accepted")))
        .hasSize(all.size() - bad.size())
        .doesNotHaveDuplicates();
    assertThat(delivery.cursor()).isEqualTo(Map.of(0, 300L));
  }

  @Test
  void aRefusedAlertIsNotSentAgainBeforeItChanges() {
    delivery.answers(alerts -> alerts.contains("Bad") ? REJECTED : ACCEPTED);
    enqueue("Bad", "A");
    delivery.run(Duration.ofMinutes(5));
    assertThat(delivery.alerts().subList(3, delivery.alerts().size()))
        .hasSize(5)
        .containsOnly(List.of("A"));

    delivery.answers(alerts -> ACCEPTED);
    delivery.enqueue(firing("Bad", 3));
    delivery.run(Duration.ZERO);
    assertThat(delivery.account())
        .containsExactly("refused Bad: status 422", "accepted A", "accepted Bad");
  }

  @Test
  void aBadAlertHoldsUpNoneThatComesAfterIt() {
    delivery.answers(alerts -> alerts.contains("Bad") ? REJECTED : ACCEPTED);
    for (int i = 0; i < 10; i++) {
      delivery.enqueue(firing("Bad", 1 + 2 * i));
      enqueue("A" + i);
      delivery.run(Duration.ofMillis(1));
      assertThat(delivery.requests().getLast().alerts()).contains("A" + i);
      assertThat(delivery.problem()).isNull();
    }
  }

  @Test
  void anOutageWhileHalvingLeavesTheRestDueAndSettlesWhatWasTaken() {
    List<Outcome> answers = new ArrayList<>(List.of(REJECTED, ACCEPTED, DOWN));
    delivery.answers(alerts -> answers.isEmpty() ? ACCEPTED : answers.removeFirst());
    enqueue("A", "B", "C", "D");
    delivery.run(Duration.ZERO);
    assertThat(delivery.alerts())
        .containsExactly(List.of("A", "B", "C", "D"), List.of("A", "B"), List.of("C", "D"));
    assertThat(delivery.cursor()).isEqualTo(Map.of(0, 2L));
    assertThat(delivery.problem()).isEqualTo("connection refused");

    delivery.run(Duration.ofSeconds(1));
    assertThat(delivery.requests().getLast().alerts()).containsExactly("C", "D");
    assertThat(delivery.account())
        .containsExactly("accepted A", "accepted B", "accepted C", "accepted D");
  }

  // Pauses.

  @Test
  void anAlertmanagerThatIsAwayIsAskedAgainAfterGrowingPauses() {
    delivery.answers(alerts -> DOWN);
    enqueue("A");
    delivery.run(Duration.ofMinutes(2));

    assertGrowing(delivery.pauses());
    assertThat(delivery.alerts()).hasSizeGreaterThan(10).containsOnly(List.of("A"));
    assertThat(delivery.problem()).isEqualTo("connection refused");
    assertThat(delivery.account()).isEmpty();
  }

  @Test
  void pausesGrowFromTheBeginningAfterASuccess() {
    delivery.answers(alerts -> DOWN);
    enqueue("A");
    delivery.run(Duration.ofMinutes(2));
    delivery.answers(alerts -> ACCEPTED);
    delivery.run(Backoff.LONGEST);
    assertThat(delivery.problem()).isNull();

    int before = delivery.requests().size();
    delivery.answers(alerts -> DOWN);
    enqueue("B");
    delivery.run(Duration.ofMinutes(2));
    assertGrowing(delivery.pauses().subList(before, delivery.pauses().size()));
  }

  @Test
  void whatIsReadDuringAPauseWaitsForItsEnd() {
    delivery.answers(alerts -> DOWN);
    enqueue("A");
    delivery.run(Duration.ofMinutes(2));
    int before = delivery.requests().size();
    Instant asked = delivery.requests().getLast().at();
    enqueue("B");
    delivery.run(Duration.ZERO);
    assertThat(delivery.requests()).hasSize(before);

    delivery.run(Backoff.LONGEST);
    assertThat(delivery.requests().get(before).alerts()).containsExactly("A", "B");
    assertThat(delivery.requests().get(before).at())
        .isBetween(asked.plus(Backoff.LONGEST.dividedBy(2)), asked.plus(Backoff.LONGEST));
  }

  @Test
  void whereSomebodyHasToChangeSomethingItIsAskedEveryHalfMinute() {
    delivery.answers(alerts -> new Outcome.Misconfigured("status 401"));
    enqueue("A");
    delivery.run(Duration.ofMinutes(2));

    assertThat(delivery.pauses()).hasSize(4).containsOnly(DeliveryLoop.MISCONFIGURED_WAIT);
    assertThat(delivery.problem()).isEqualTo("configuration: status 401");
    assertThat(delivery.cursor()).isEqualTo(Map.of(0, 0L));
  }

  static Stream<TopicEvent> ofRecovery() {
    return Stream.of(new TopicEvent.BackAgain(), new TopicEvent.Restarted());
  }

  @ParameterizedTest
  @MethodSource("ofRecovery")
  void anAlertmanagerThatIsSeenAgainIsToldAtOnce(TopicEvent seen) {
    delivery.answers(alerts -> new Outcome.Misconfigured("status 401"));
    enqueue("A");
    delivery.run(Duration.ofSeconds(1));
    delivery.answers(alerts -> ACCEPTED);
    delivery.enqueue(seen);
    delivery.run(Duration.ZERO);

    assertThat(delivery.requests().getLast())
        .isEqualTo(new ScriptedDelivery.Request(delivery.now(), List.of("A")));
    assertThat(delivery.problem()).isNull();
  }

  @Test
  void anotherProcessIsToldAllThatIsCurrentAtOnce() {
    delivery.enqueue(firing("Fires", 1), firing("Over", 1), firing("Long", 1));
    delivery.run(Duration.ofSeconds(5));
    delivery.enqueue(
        resolved("Over", 2),
        alert("Long", AlertState.RESOLVED, 2, Mode.ALERT, START.minusSeconds(3600)));
    delivery.run(Duration.ofSeconds(5));
    delivery.enqueue(new TopicEvent.Restarted());
    delivery.run(Duration.ZERO);

    assertThat(delivery.requests().getLast().at()).isEqualTo(delivery.now());
    assertThat(delivery.requests().getLast().alerts())
        .containsExactlyInAnyOrder("Fires", "over Over");
    assertThat(delivery.account()).as("told again, not taken anew").hasSize(5);
  }

  // The cursor.

  @Test
  void theCursorIsCommittedOnlyPastWhatWasAcceptedOrRefused() {
    enqueue("A");
    delivery.run(Duration.ZERO);
    assertThat(delivery.cursor()).isEqualTo(Map.of(0, 1L));

    delivery.answers(alerts -> DOWN);
    enqueue("B", "Bad");
    delivery.run(MINUTE);
    assertThat(delivery.cursor()).isEqualTo(Map.of(0, 1L));

    delivery.answers(alerts -> alerts.contains("Bad") ? REJECTED : ACCEPTED);
    delivery.run(Backoff.LONGEST);
    assertThat(delivery.cursor()).isEqualTo(Map.of(0, 3L));
  }

  // What we stumble over.

  @Test
  void aStateThatWeStumbleOverTakesNoOthersWithItNotEvenLater() {
    delivery =
        new ScriptedDelivery(
            alert -> {
              if ("Odd".equals(alert.labels().get("alertname"))) {
                throw new IllegalStateException("odd");
              }
              return PendingDelivery.by(alert);
            });
    enqueue("A", "Odd", "B");
    delivery.run(Duration.ofSeconds(1));
    assertThat(delivery.alerts()).containsExactly(List.of("A", "B"));
    assertThat(delivery.cursor()).isEqualTo(Map.of(0, 3L));

    delivery.enqueue(new TopicEvent.Restarted());
    delivery.run(Duration.ZERO);
    assertThat(delivery.alerts()).hasSize(2);
    assertThat(delivery.alerts().getLast()).containsExactlyInAnyOrder("A", "B");
    assertThat(delivery.account())
        .hasSize(3)
        .contains("accepted A", "accepted B")
        .anyMatch(told -> told.startsWith("refused Odd: an error of Watchfire itself"));
  }

  @Test
  void anAlertThatCannotBeWrittenIsFoundByHalvingToo() {
    Instant never = Instant.MAX.minusSeconds(600);
    enqueue("A");
    delivery.enqueue(alert("Never", AlertState.FIRING, 1, Mode.ALERT, never));
    enqueue("B");
    delivery.run(Duration.ZERO);

    assertThat(delivery.alerts()).containsExactly(List.of("A"), List.of("B"));
    assertThat(delivery.account())
        .hasSize(3)
        .anyMatch(told -> told.startsWith("refused Never: an error of Watchfire itself"));
  }

  @Test
  void anAlertWithoutLabelsIsRefusedBeforeItSpoilsARequest() {
    enqueue("A");
    delivery.enqueue(alert(Map.of(), AlertState.FIRING, 1, Mode.ALERT, START));
    delivery.run(Duration.ZERO);

    assertThat(delivery.alerts()).containsExactly(List.of("A"));
    assertThat(delivery.account())
        .containsExactly("refused Nameless: no labels (expected: at least one)", "accepted A");
  }

  @Test
  void anErrorOfOursIsAProblemUntilItPasses() {
    delivery.answers(
        alerts -> {
          throw new IllegalStateException("ours");
        });
    enqueue("A");
    delivery.run(MINUTE);
    assertGrowing(delivery.pauses());
    assertThat(delivery.problem()).startsWith("an error of Watchfire itself");

    delivery.answers(alerts -> ACCEPTED);
    delivery.run(Backoff.LONGEST);
    assertThat(delivery.problem()).isNull();
    assertThat(delivery.account()).containsExactly("accepted A");
  }

  // The end.

  @Test
  void aRequestThatClosingInterruptsSettlesNothing() {
    enqueue("A");
    delivery.run(Duration.ZERO);
    delivery.answers(
        alerts -> {
          throw new InterruptedException("closed");
        });
    enqueue("B");
    delivery.run(MINUTE);

    assertThat(delivery.alerts()).containsExactly(List.of("A"), List.of("B"));
    assertThat(delivery.cursor()).isEqualTo(Map.of(0, 1L));
    assertThat(delivery.account()).containsExactly("accepted A");
  }

  private void enqueue(String... names) {
    delivery.enqueue(Stream.of(names).map(name -> firing(name, 1)).toArray(Alert[]::new));
  }

  /** Each between half and all of a bound that doubles from the first to the longest. */
  private static void assertGrowing(List<Duration> pauses) {
    Duration bound = Backoff.FIRST;
    assertThat(pauses).isNotEmpty();
    for (Duration pause : pauses) {
      assertThat(pause)
          .as("of %s, seed %d", pauses, ScriptedDelivery.SEED)
          .isBetween(bound.dividedBy(2), bound);
      Duration doubled = bound.multipliedBy(2);
      bound = doubled.compareTo(Backoff.LONGEST) < 0 ? doubled : Backoff.LONGEST;
    }
  }
}
