/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.pager;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.router.incident.AlertStatus;
import io.watchfire.router.incident.Incident;
import io.watchfire.router.incident.Incidents;
import io.watchfire.router.incident.Notification;
import io.watchfire.router.incident.Notification.Notified;
import io.watchfire.router.oncall.OnCallConfig;
import io.watchfire.router.oncall.Policy;
import io.watchfire.router.oncall.Recipient;
import io.watchfire.router.oncall.Route;
import io.watchfire.router.oncall.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AbsencePollerTest {
  private final Map<String, Listing> listings = new TreeMap<>();
  private AbsencePoller inquiry = new AbsencePoller(new Listed(), Runnable::run);
  private Incidents incidents = new Incidents(config(), f -> AlertStatus.State.FOREIGN);
  private Instant now = Instant.parse("2026-11-28T03:00:00Z");
  private boolean broken;

  @BeforeEach
  void twoIncidentsThatAreListed() {
    notified("red");
    notified("blue");
    listings.put("red", listing("red"));
    listings.put("blue", listing("blue"));
    ask(AbsencePoller.EVERY.multipliedBy(2));
  }

  @Test
  void whatWasNeverListedIsNotMissed() {
    notified("green");
    listings.put("green", listing());
    ask(AbsencePoller.ABSENT.multipliedBy(4));
    assertThat(open()).containsExactly("red", "blue", "green");
  }

  @Test
  void whatNobodyListsForThreeMinutesIsOver() {
    listings.put("blue", listing());
    ask(AbsencePoller.ABSENT.minus(AbsencePoller.EVERY));
    assertThat(open()).containsExactly("red", "blue");
    ask(AbsencePoller.EVERY.multipliedBy(2));
    assertThat(open()).containsExactly("red");
  }

  @Test
  void ofWhatIsNotKnownNothingFollowsAndNothingElseWaitsForIt() {
    listings.remove("red");
    listings.put("blue", listing());
    ask(AbsencePoller.ABSENT.multipliedBy(2));
    assertThat(open()).containsExactly("red");
  }

  @Test
  void afterATimeWithoutAnswersAbsenceBeginsAnew() {
    listings.put("blue", listing());
    ask(AbsencePoller.ABSENT.minusSeconds(30));
    broken = true;
    ask(Duration.ofSeconds(30));
    broken = false;
    ask(AbsencePoller.ABSENT.minusSeconds(30));
    assertThat(open()).containsExactly("red", "blue");
    ask(Duration.ofMinutes(1));
    assertThat(open()).containsExactly("red");
  }

  @Test
  void whatWasListedIsMissedByWhoLeadsNextAsWell() {
    Incidents next = new Incidents(config(), f -> AlertStatus.State.FOREIGN);
    incidents.all().forEach(next::restore);
    incidents = next;
    inquiry = new AbsencePoller(new Listed(), Runnable::run);
    listings.put("blue", listing());
    ask(AbsencePoller.ABSENT.minus(AbsencePoller.EVERY));
    assertThat(open()).containsExactly("red", "blue");
    ask(AbsencePoller.EVERY.multipliedBy(3));
    assertThat(open()).containsExactly("red");
  }

  @Test
  void oneAnswerAfterALongPauseEndsNothing() {
    now = now.plus(Duration.ofHours(1));
    listings.put("red", listing());
    listings.put("blue", listing());
    ask(AbsencePoller.EVERY.multipliedBy(2));
    assertThat(open()).containsExactly("red", "blue");
    ask(AbsencePoller.ABSENT);
    assertThat(open()).isEmpty();
  }

  @Test
  void alertsThatWereNotListedEndWhenNoneOfTheGroupIs() {
    incidents = new Incidents(config(), f -> AlertStatus.State.FOREIGN);
    notified("red", 3);
    listings.put("red", listing("red", "other"));
    ask(AbsencePoller.ABSENT.multipliedBy(2));
    assertThat(open()).containsExactly("red");
    listings.put("red", listing());
    ask(AbsencePoller.ABSENT.multipliedBy(2));
    assertThat(open()).isEmpty();
  }

  private void ask(Duration time) {
    Instant until = now.plus(time);
    while (now.isBefore(until)) {
      now = now.plusSeconds(1);
      inquiry.learned(incidents, now);
    }
  }

  private List<String> open() {
    return incidents.all().stream()
        .filter(Incident::isOpen)
        .map(incident -> incident.groupLabels().get("tenant"))
        .toList();
  }

  private void notified(String tenant) {
    notified(tenant, 0);
  }

  private void notified(String tenant, int unlisted) {
    Notified alert = new Notified(tenant, true, Map.of("tenant", tenant), Map.of(), now);
    incidents.notified(
        new Notification(
            "team", Map.of("tenant", tenant), Map.of(), Map.of(), "", unlisted, List.of(alert)),
        incidents.all().size(),
        now);
  }

  private static Listing listing(String... tenants) {
    Map<String, Map<String, String>> alerts = new HashMap<>();
    for (String tenant : tenants) {
      alerts.put(tenant, Map.of("tenant", tenant));
    }
    return new Listing(alerts);
  }

  private static OnCallConfig config() {
    Step step = new Step(List.of(new Recipient.OfTarget("channel")), Duration.ofMinutes(5));
    return new OnCallConfig(
        List.of(),
        List.of(),
        List.of(new Policy("all", List.of(step), 0, null, false)),
        List.of(new Route(List.of(), "all")),
        null);
  }

  /** Answers as the test says, for each tenant. */
  private final class Listed implements Alertmanagers {
    @Override
    public Round round() {
      if (broken) {
        throw new IllegalStateException("broken by the test");
      }
      return this::listing;
    }

    private @Nullable Listing listing(Map<String, String> incident) {
      return listings.get(incident.get("tenant"));
    }

    @Override
    public void silence(
        Map<String, String> incident, Map<String, String> group, String comment, Instant until) {}

    @Override
    public void unsilence(Map<String, String> incident, String comment) {}
  }
}
