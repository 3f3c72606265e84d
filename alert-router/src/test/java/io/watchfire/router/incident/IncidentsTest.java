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
import io.watchfire.router.oncall.PageLimit;
import io.watchfire.router.targets.message.Message.Kind;
import io.watchfire.router.targets.message.Result;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What becomes of incidents, told to one desk as a person would see it. Longer than 300 lines,
 * since each case is a short story of the same few events, and they are found by their names.
 */
class IncidentsTest {
  private Desk desk = new Desk(Desk.usual());

  @Test
  void theFirstOfThePolicyIsPagedAtOnce() {
    desk.notified("checkout", firing("a"));
    assertThat(desk.sent()).containsExactly("TRIGGER alice-phone");
    assertThat(desk.only().title()).isEqualTo("Burns checkout");
    assertThat(desk.only().id()).isEqualTo("20261128-0");
  }

  @Test
  void theSameNotificationAgainChangesNothing() {
    desk.notified("checkout", firing("a"));
    int entries = desk.audit().size();
    desk.notified("checkout", firing("a"));
    assertThat(desk.audit()).hasSize(entries);
    assertThat(desk.sent()).containsExactly("TRIGGER alice-phone");
  }

  @Test
  void nobodyAcknowledgesSoTheNextOnesArePagedUntilThereAreNoMore() {
    desk.notified("checkout", firing("a"));
    desk.sent();
    desk.pass(Duration.ofMinutes(5));
    assertThat(desk.sent()).containsExactly("TRIGGER bob-phone", "TRIGGER channel");
    desk.pass(Duration.ofMinutes(10));
    assertThat(desk.sent()).as("once more from the first").containsExactly("TRIGGER alice-phone");
    desk.pass(Duration.ofMinutes(5));
    assertThat(desk.sent()).containsExactly("TRIGGER bob-phone", "TRIGGER channel");
    desk.pass(Duration.ofHours(5));
    assertThat(desk.sent()).as("repeat: 1").isEmpty();
    assertThat(desk.audit()).anyMatch(e -> e.what() == TimelineEvent.What.EXHAUSTED);
  }

  @Test
  void anAcknowledgementStopsTheEscalationAndTellsThoseWhoKnow() {
    desk.notified("checkout", firing("a"));
    desk.sent();
    desk.asks(Command.Kind.ACKNOWLEDGE, "alice", null);
    assertThat(desk.sent()).containsExactly("ACKNOWLEDGE alice-phone");
    desk.pass(Duration.ofHours(3));
    assertThat(desk.sent()).isEmpty();
    assertThat(desk.only().status()).isEqualTo(Status.ACKNOWLEDGED);
  }

  @Test
  void anAcknowledgementThatExpiresPagesFromTheFirstAgain() {
    desk = new Desk(Desk.config(0, null, false, Duration.ofMinutes(30)));
    desk.notified("checkout", firing("a"));
    desk.asks(Command.Kind.ACKNOWLEDGE, "alice", null);
    desk.sent();
    desk.pass(Duration.ofMinutes(29));
    assertThat(desk.sent()).isEmpty();
    desk.pass(Duration.ofMinutes(1));
    assertThat(desk.sent()).containsExactly("TRIGGER alice-phone");
  }

  @Test
  void aSnoozedIncidentComesBack() {
    desk.notified("checkout", firing("a"));
    desk.asks(Command.Kind.SNOOZE, "alice", Duration.ofMinutes(20));
    desk.sent();
    desk.pass(Duration.ofMinutes(20));
    assertThat(desk.sent()).containsExactly("TRIGGER alice-phone");
    assertThat(desk.only().status()).isEqualTo(Status.TRIGGERED);
  }

  @Test
  void ourOwnAlertEndsByOurStateWhateverAlertmanagerSays() {
    desk.know("a", State.FIRING);
    desk.notified("checkout", firing("a"));
    desk.notified("checkout", resolved("a"));
    assertThat(desk.only().isOpen()).as("it expired at Alertmanager only").isTrue();
    assertThat(desk.audit()).anyMatch(e -> e.what() == TimelineEvent.What.EXPIRED);
    desk.sent();
    desk.know("a", State.OVER);
    desk.pass(Duration.ofSeconds(1));
    assertThat(desk.sent()).containsExactly("RESOLVE alice-phone");
    assertThat(desk.only().status()).isEqualTo(Status.RESOLVED);
  }

  @Test
  void alertmanagerThatHasNotHeardYetOpensNothing() {
    desk.know("a", State.OVER);
    desk.notified("checkout", firing("a"));
    assertThat(desk.incidents().all()).isEmpty();
  }

  @Test
  void othersAlertsEndByNotificationOrWhenNobodyListsThem() {
    desk.notified("checkout", firing("a"), firing("b"));
    desk.notified("checkout", firing("a"), resolved("b"));
    assertThat(desk.only().firing()).isEqualTo(1);
    desk.gone("a");
    assertThat(desk.only().status()).isEqualTo(Status.RESOLVED);
  }

  @Test
  void anIncidentWithAlertsThatAreNotListedStaysOpenUntilTheyAreGone() {
    Notification truncated =
        new Notification(
            "team", Map.of("service", "x"), Map.of(), Map.of(), "", 7, List.of(firing("a")));
    desk.incidents().notified(truncated, 1, desk.now());
    Notification resolved =
        new Notification(
            "team", Map.of("service", "x"), Map.of(), Map.of(), "", 7, List.of(resolved("a")));
    desk.incidents().notified(resolved, 2, desk.now());
    assertThat(desk.only().isOpen()).as("max_alerts: the status of all is unknown").isTrue();
    desk.gone();
    assertThat(desk.only().isOpen()).isFalse();
  }

  @Test
  void timersKeepTheirTimesOverARestart() {
    desk.notified("checkout", firing("a"));
    desk.sent();
    desk.pass(Duration.ofMinutes(4));
    desk.restart(Duration.ofSeconds(30));
    desk.pass(Duration.ofSeconds(29));
    assertThat(desk.sent()).isEmpty();
    desk.pass(Duration.ofSeconds(1));
    assertThat(desk.sent()).containsExactly("TRIGGER bob-phone", "TRIGGER channel");
  }

  @Test
  void whatBecameDueDuringAnAbsenceIsSentAtOnce() {
    desk.notified("checkout", firing("a"));
    desk.sent();
    desk.restart(Duration.ofMinutes(16));
    desk.work();
    assertThat(desk.sent())
        .as("the second step was due at 5 minutes, the first again at 15")
        .containsExactlyInAnyOrder("TRIGGER bob-phone", "TRIGGER channel", "TRIGGER alice-phone");
  }

  @Test
  void whatWasDeliveredIsNotSentAgainAfterARestart() {
    desk.notified("checkout", firing("a"));
    desk.sent();
    desk.restart(Duration.ofSeconds(10));
    desk.pass(Duration.ofMinutes(1));
    assertThat(desk.sent()).isEmpty();
  }

  @Test
  void aTargetThatRefusesMovesTheEscalationOn() {
    desk.answers("alice-phone", new Result.Refused("404"));
    desk.notified("checkout", firing("a"));
    desk.pass(Duration.ofSeconds(1));
    assertThat(desk.sent()).containsExactly("TRIGGER bob-phone", "TRIGGER channel");
  }

  @Test
  void aTargetThatDoesNotAnswerMovesTheEscalationOnAndIsTriedAgain() {
    desk.answers("alice-phone", new Result.Later("timeout", null));
    desk.notified("checkout", firing("a"));
    desk.pass(Duration.ofSeconds(30));
    assertThat(desk.sent()).containsExactly("TRIGGER bob-phone", "TRIGGER channel");
    desk.answers("alice-phone", new Result.Delivered("ok"));
    desk.pass(Duration.ofMinutes(1));
    assertThat(desk.sent()).containsExactly("TRIGGER alice-phone");
  }

  @Test
  void whoeverWasNotReachedIsNotToldThatItIsOver() {
    desk.answers("alice-phone", new Result.Refused("404"));
    desk.notified("checkout", firing("a"));
    desk.pass(Duration.ofSeconds(1));
    desk.sent();
    desk.answers("alice-phone", new Result.Delivered("ok"));
    desk.notified("checkout", resolved("a"));
    assertThat(desk.sent()).containsExactly("RESOLVE bob-phone", "RESOLVE channel");
  }

  @Test
  void tooManyPagesWaitAndComeAsOneDigest() {
    desk = new Desk(Desk.config(0, new PageLimit(2, Duration.ofMinutes(4)), false, null));
    for (int i = 0; i < 6; i++) {
      desk.notified("service-" + i, firing("a" + i));
    }
    assertThat(desk.sent()).containsExactly("TRIGGER alice-phone", "TRIGGER alice-phone");
    desk.pass(Duration.ofMinutes(4).plusSeconds(1));
    assertThat(desk.sent()).containsExactly("DIGEST alice-phone");
    Incident first =
        desk.incidents().all().stream()
            .filter(i -> i.pages().stream().anyMatch(p -> p.bundle() != null))
            .findFirst()
            .orElseThrow();
    assertThat(first.pages().getLast().bundle().incidents()).hasSize(4);
  }

  @Test
  void whoGotADigestIsToldOnceWhenAllOfItIsOver() {
    desk = new Desk(Desk.config(0, new PageLimit(2, Duration.ofMinutes(4)), false, null));
    for (int i = 0; i < 5; i++) {
      desk.notified("service-" + i, firing("a" + i));
    }
    desk.pass(Duration.ofMinutes(4).plusSeconds(1));
    desk.sent();
    desk.notified("service-2", resolved("a2"));
    desk.notified("service-3", resolved("a3"));
    desk.restart(Duration.ZERO);
    desk.pass(Duration.ofSeconds(1));
    assertThat(desk.sent()).isEmpty();
    desk.notified("service-4", resolved("a4"));
    desk.pass(Duration.ofSeconds(1));
    assertThat(desk.sent()).containsExactly("RESOLVE alice-phone");
    desk.pass(Duration.ofSeconds(20));
    assertThat(desk.sent()).isEmpty();
  }

  @Test
  void theEndOfADigestIsToldThoughTheFirstOfItWasOverADayBefore() {
    desk = new Desk(Desk.config(0, new PageLimit(2, Duration.ofMinutes(4)), false, null));
    for (int i = 0; i < 4; i++) {
      desk.notified("service-" + i, firing("a" + i));
    }
    desk.pass(Duration.ofMinutes(4).plusSeconds(1));
    desk.notified("service-2", resolved("a2"));
    desk.restart(Incidents.KEPT.plusHours(1));
    desk.work();
    desk.sent();
    desk.notified("service-3", resolved("a3"));
    desk.pass(Duration.ofSeconds(1));
    assertThat(desk.sent()).contains("RESOLVE alice-phone");
    assertThat(desk.incidents().all()).noneMatch(i -> i.group().contains("service-2"));
  }

  @Test
  void eachOfTwoDigestsOfTheSameIncidentsHasAnEnd() {
    desk = new Desk(Desk.config(1, new PageLimit(2, Duration.ofMinutes(4)), false, null));
    for (int i = 0; i < 4; i++) {
      desk.notified("service-" + i, firing("a" + i));
    }
    desk.pass(Duration.ofMinutes(20));
    assertThat(desk.sent().stream().filter(sent -> sent.startsWith("DIGEST"))).hasSize(2);
    for (int i = 0; i < 4; i++) {
      desk.notified("service-" + i, resolved("a" + i));
    }
    desk.pass(Duration.ofSeconds(1));
    assertThat(desk.incidents().all().stream().flatMap(i -> subjects(i, Kind.DIGEST))).hasSize(2);
    assertThat(desk.incidents().all().stream().flatMap(i -> subjects(i, Kind.RESOLVE)))
        .containsExactlyElementsOf(
            desk.incidents().all().stream().flatMap(i -> subjects(i, Kind.DIGEST)).toList());
  }

  private static Stream<String> subjects(Incident incident, Kind kind) {
    return incident.pages().stream()
        .filter(page -> page.bundle() != null && page.kind() == kind)
        .map(incident::subject);
  }

  @Test
  void aDigestOfWhichNothingFiresAnyMoreIsNotSent() {
    desk = new Desk(Desk.config(0, new PageLimit(2, Duration.ofMinutes(4)), false, null));
    for (int i = 0; i < 4; i++) {
      desk.notified("service-" + i, firing("a" + i));
    }
    desk.sent();
    desk.answers("alice-phone", new Result.Later("busy", null));
    desk.pass(Duration.ofMinutes(4).plusSeconds(1));
    desk.notified("service-2", resolved("a2"));
    desk.notified("service-3", resolved("a3"));
    desk.answers("alice-phone", new Result.Refused("no such number"));
    desk.pass(Duration.ofMinutes(1));
    assertThat(desk.sent()).doesNotContain("DIGEST alice-phone");
    assertThat(desk.audit())
        .anyMatch(e -> e.what() == What.PAGE_CANCELLED && e.detail().contains("none of its"));
  }

  @Test
  void aPageThatIsNotNeededAnyMoreIsCancelledAndTheTrailSaysSo() {
    desk.answers("alice-phone", new Result.Later("busy", null));
    desk.notified("checkout", firing("a"));
    desk.notified("checkout", resolved("a"));
    assertThat(desk.audit()).anyMatch(e -> e.what() == What.PAGE_CANCELLED);
  }

  @Test
  void aSilenceIsMadeAndRemovedWhereThePolicyAsksForIt() {
    desk = new Desk(Desk.config(0, null, true, null));
    desk.notified("checkout", firing("a"));
    desk.sent();
    desk.asks(Command.Kind.ACKNOWLEDGE, "alice", null);
    assertThat(desk.sent())
        .containsExactly("ACKNOWLEDGE alice-phone", "ACKNOWLEDGE " + Incidents.SILENCE);
    desk.gone("a");
    assertThat(desk.sent()).containsExactly("RESOLVE alice-phone", "RESOLVE " + Incidents.SILENCE);
  }

  @Test
  void aWatchdogThatFallsSilentIsAnIncidentUntilItIsBack() {
    desk = new Desk(Desk.watched());
    Notification watchdog =
        new Notification(
            "team",
            Map.of("alertname", "Watchdog"),
            Map.of(),
            Map.of(),
            "",
            0,
            List.of(
                new Notification.Notified(
                    "w", true, Map.of("alertname", "Watchdog"), Map.of(), Desk.START)));
    desk.incidents().notified(watchdog, 1, desk.now());
    desk.pass(Duration.ofMinutes(10));
    assertThat(desk.incidents().all()).isEmpty();
    desk.pass(Duration.ofSeconds(1));
    assertThat(desk.sent()).containsExactly("TRIGGER alice-phone");
    desk.incidents().notified(watchdog, 2, desk.now());
    desk.pass(Duration.ofSeconds(1));
    assertThat(desk.sent()).containsExactly("RESOLVE alice-phone");
  }

  @Test
  void pagesOfTwoIncidentsThatAreAlikeAreBothDue() {
    for (String group : List.of("a", "b")) {
      desk.incidents()
          .notified(
              new Notification(
                  "team",
                  Map.of("service", group),
                  Map.of(),
                  Map.of(),
                  "",
                  0,
                  List.of(firing("x"))),
              group.hashCode(),
              desk.now());
    }
    assertThat(desk.incidents().due(desk.now())).hasSize(2);
  }

  @Test
  void aResolvedIncidentIsKeptForADay() {
    desk.notified("checkout", firing("a"));
    desk.notified("checkout", resolved("a"));
    assertThat(desk.incidents().forget(desk.now().plus(Incidents.KEPT))).isEmpty();
    assertThat(desk.incidents().forget(desk.now().plus(Incidents.KEPT).plusSeconds(1)))
        .containsExactly("20261128-0");
  }
}
