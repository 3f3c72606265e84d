/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.incident;

import static io.watchfire.router.incident.Desk.firing;
import static io.watchfire.router.incident.Desk.resolved;
import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.router.incident.AlertStatus.State;
import io.watchfire.router.incident.Incident.Status;
import io.watchfire.router.incident.TimelineEvent.What;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An alert of ours that fires again, and an Alertmanager that says nothing of it. */
class ReopeningTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private final Desk desk = new Desk(Desk.usual());

  private void fires(String... alerts) {
    for (String alert : alerts) {
      desk.know(alert, State.FIRING);
    }
    desk.pass(SECOND);
  }

  private void isOver(String... alerts) {
    for (String alert : alerts) {
      desk.know(alert, State.OVER);
    }
    desk.pass(SECOND);
  }

  private void opened() {
    fires("a");
    desk.notified("checkout", firing("a"));
    assertThat(desk.sent()).containsExactly("TRIGGER alice-phone");
  }

  @Test
  void anIncidentIsOpenAgainAndPagesWhenItsAlertFiresAgain() {
    opened();
    isOver("a");
    assertThat(desk.sent()).containsExactly("RESOLVE alice-phone");
    fires("a");
    assertThat(desk.sent()).containsExactly("TRIGGER alice-phone");
    assertThat(desk.only().status()).isEqualTo(Status.TRIGGERED);
    assertThat(desk.only().resolvedAt()).isNull();
    assertThat(desk.only().timeline())
        .filteredOn(entry -> entry.what() == What.OPENED)
        .hasSize(2)
        .last()
        .extracting(TimelineEvent::detail)
        .isEqualTo("1 (a): opened again, they fire again");
    assertThat(desk.only().pages().getLast().note()).contains("fires again");
  }

  @Test
  void thePolicyBeginsAnew() {
    opened();
    desk.pass(Duration.ofMinutes(6));
    isOver("a");
    desk.sent();
    fires("a");
    assertThat(desk.sent()).as("the first step").containsExactly("TRIGGER alice-phone");
    desk.pass(Duration.ofMinutes(6));
    assertThat(desk.sent()).containsExactly("TRIGGER bob-phone", "TRIGGER channel");
  }

  @Test
  void whoWasToldOfTheFirstEndOnlyIsNotToldOfTheSecond() {
    opened();
    desk.pass(Duration.ofMinutes(6));
    isOver("a");
    fires("a");
    desk.sent();
    isOver("a");
    assertThat(desk.sent()).as("bob heard nothing of it").containsExactly("RESOLVE alice-phone");
  }

  @Test
  void itIsKnownOverARestart() {
    opened();
    isOver("a");
    desk.sent();
    desk.know("a", State.FIRING);
    desk.restart(Duration.ofMinutes(3));
    desk.work();
    assertThat(desk.sent()).containsExactly("TRIGGER alice-phone");
  }

  @Test
  void afterFourHoursAlertmanagerIsWaitedFor() {
    opened();
    isOver("a");
    desk.sent();
    desk.pass(Reopening.REMEMBERED);
    fires("a");
    assertThat(desk.sent()).isEmpty();
    desk.notified("checkout", firing("a"));
    assertThat(desk.sent()).containsExactly("TRIGGER alice-phone");
    assertThat(desk.incidents().all()).hasSize(2);
  }

  @Test
  void whatNoIncidentHadWakesNobody() {
    opened();
    fires("silenced");
    isOver("silenced");
    fires("silenced");
    assertThat(desk.sent()).as("Alertmanager never let it through").isEmpty();
    assertThat(desk.only().alerts()).containsOnlyKeys("a");
  }

  @Test
  void othersAlertsAreAlertmanagersBusiness() {
    desk.notified("checkout", firing("foreign"));
    desk.notified("checkout", resolved("foreign"));
    desk.sent();
    desk.pass(Duration.ofMinutes(1));
    assertThat(desk.sent()).isEmpty();
    assertThat(desk.only().isOpen()).isFalse();
  }

  @Test
  void whatAPersonResolvedStaysSoWhileTheSameFiringLasts() {
    desk.transition("a", 3);
    opened();
    desk.asks(Command.Kind.RESOLVE, "alice", null);
    desk.pass(Duration.ofHours(5));
    assertThat(desk.only().isOpen()).isFalse();
    assertThat(desk.audit()).filteredOn(e -> e.what() == What.OPENED).hasSize(1);
  }

  @Test
  void whatAPersonResolvedIsOpenAgainWithANewFiring() {
    desk.transition("a", 3);
    opened();
    desk.asks(Command.Kind.RESOLVE, "alice", null);
    desk.pass(Duration.ofHours(30));
    isOver("a");
    desk.sent();
    fires("a");
    assertThat(desk.sent()).containsExactly("TRIGGER alice-phone");
  }

  @Test
  void aNewFiringIsKnownByItsNumberThoughNobodySawTheEnd() {
    desk.transition("a", 3);
    opened();
    desk.asks(Command.Kind.RESOLVE, "alice", null);
    desk.sent();
    desk.transition("a", 5);
    desk.restart(SECOND);
    desk.work();
    assertThat(desk.sent()).containsExactly("TRIGGER alice-phone");
  }

  @Test
  void anAcknowledgementEndsWithTheIncident() {
    opened();
    desk.asks(Command.Kind.ACKNOWLEDGE, "alice", null);
    isOver("a");
    desk.sent();
    fires("a");
    assertThat(desk.sent()).containsExactly("TRIGGER alice-phone");
    assertThat(desk.only().hold()).isNull();
  }

  @Test
  void oneOfSeveralThatFiresAgainKeepsTheIncidentOpen() {
    fires("a", "b");
    desk.notified("checkout", firing("a"), firing("b"));
    isOver("a");
    fires("a");
    isOver("b");
    assertThat(desk.only().isOpen()).as("a fires").isTrue();
    assertThat(desk.only().firing()).isEqualTo(1);
    isOver("a");
    assertThat(desk.only().isOpen()).isFalse();
  }

  @Test
  void anIncidentThatIsOpenForTheGroupTakesItIn() {
    opened();
    isOver("a");
    fires("b");
    desk.notified("checkout", firing("b"));
    fires("a");
    List<Incident> all = new ArrayList<>(desk.incidents().all());
    assertThat(all).hasSize(2);
    assertThat(all.getFirst().isOpen()).isFalse();
    assertThat(all.getLast().isOpen()).isTrue();
    assertThat(all.getLast().firing()).isEqualTo(2);
  }

  @Test
  void whatWasOverWhenItWasToldIsOpenedOnceItFiresAgain() {
    desk.know("a", State.OVER);
    desk.notified("checkout", firing("a"));
    assertThat(desk.incidents().all()).isEmpty();
    fires("a");
    assertThat(desk.sent()).containsExactly("TRIGGER alice-phone");
    assertThat(desk.only().firing()).isEqualTo(1);
  }

  @Test
  void whatAlertmanagerSaysIsOverIsNotWaitedFor() {
    desk.know("a", State.OVER);
    desk.notified("checkout", firing("a"));
    desk.notified("checkout", resolved("a"));
    fires("a");
    assertThat(desk.sent()).as("it will say so itself").isEmpty();
  }
}
