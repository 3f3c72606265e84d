/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.oncall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.watchfire.runtime.promql.Matcher;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is said of a file that cannot work: all of it at once, each with its line. */
class OnCallProblemsTest {
  @Test
  void peopleThatCannotBeReached() {
    assertThat(
            problems(
                """
                people:
                  - name: alice
                    timeZone: Europe/Berln
                    contacts: [alice-fax, bob]
                    limit: {pages: 0, per: 2d}
                  - name: alice
                    contact: [bob]
                  - name: a/b
                    contacts: bob
                    limit: {}
                """))
        .containsExactlyInAnyOrder(
            "timeZone: Europe/Berln (expected: a time zone such as Europe/Berlin), oncall.yml:3",
            "contacts: alice-fax (expected: the name of a target: alice-mail, alice-phone, bob,"
                + " ops-slack), oncall.yml:4",
            "people[0].limit.pages: 0 (expected: a whole number from 1 to 1000), oncall.yml:5",
            "per: 2d (expected: 1s to 1d), oncall.yml:5",
            "name: alice (expected: each name once), oncall.yml:6",
            "contacts: none (expected: at least one target), oncall.yml:6",
            "unknown key \"contact\" (did you mean \"contacts\"?), oncall.yml:7",
            "name: a/b (expected: 1 to 100 letters, digits, blanks and . _ @ -), oncall.yml:8",
            "pages: missing (expected: 1 to 1000), oncall.yml:10",
            "per: missing (expected: 1s to 1d), oncall.yml:10");
  }

  @Test
  void schedulesThatHaveNobody() {
    assertThat(
            problems(
                """
                people: [{name: alice, contacts: [bob]}]
                schedules:
                  - name: first
                    layers:
                      - name: weekly
                        rotation: monthly
                        start: 2026-02-30
                        handover: 9am
                        people: [alice, carol]
                        until: tomorrow
                      - name: weekly
                        rotation: daily
                        every: 90m
                        start: 2026-11-02
                        people: []
                        until: 2026-11-02
                        only: {days: [monday, mon], from: "24:00", to: "6:00"}
                      - name: third
                        people: [alice]
                        only: {}
                  - name: second
                    timeZone: UTC
                """))
        .containsExactlyInAnyOrder(
            "timeZone: missing (expected: a time zone such as Europe/Berlin), oncall.yml:3",
            "schedules[0].layers[0].rotation: monthly (expected: daily, weekly), oncall.yml:6",
            "start: 2026-02-30 (expected: a date such as 2026-11-02), oncall.yml:7",
            "handover: 9am (expected: a local time such as 09:00), oncall.yml:8",
            "people: carol (expected: the name of a person: alice), oncall.yml:9",
            "until: tomorrow (expected: a date such as 2026-11-02), oncall.yml:10",
            "name: weekly (expected: each name once), oncall.yml:11",
            "rotation beside every (expected: one of rotation and every), oncall.yml:12",
            "every: 90m (expected: a whole number of hours), oncall.yml:13",
            "people: none (expected: at least one person), oncall.yml:15",
            "until: 2026-11-02 (expected: after start, 2026-11-02), oncall.yml:16",
            "days: mon (expected: monday to sunday), oncall.yml:17",
            "from: 24:00 (expected: a local time such as 09:00), oncall.yml:17",
            "to: 6:00 (expected: a local time such as 09:00), oncall.yml:17",
            "start: missing (expected: a date such as 2026-11-02), oncall.yml:18",
            "rotation: missing (expected: one of rotation and every), oncall.yml:18",
            "only (expected: days, or from and to), oncall.yml:20",
            "layers: none (expected: at least one layer or override), oncall.yml:21");
  }

  @Test
  void overridesThatAreNoTime() {
    String aTime = "(expected: a time such as 2026-12-24T09:00 or 2026-12-24T09:00+01:00)";
    assertThat(
            problems(
                """
                people: [{name: alice, contacts: [bob]}]
                schedules:
                  - name: first
                    timeZone: Europe/Berlin
                    overrides:
                      - {from: 2026-12-24T09:00, to: 2026-12-24T09:00+01:00, person: alice}
                      - {from: 2026-12-24, to: 2026-12-24T09:00:00.5, person: carol}
                      - {from: 2026-12-24T25:00, to: 2026-12-24T09:00+1}
                      - {from: '2026-12-24T09:00+01:00[UTC]', to: 12026-12-24T09:00, person: alice}
                      - {to: 2026-12-24T09:00, person: alice}
                """))
        .containsExactlyInAnyOrder(
            "to: 2026-12-24T09:00+01:00 (expected: after from), oncall.yml:6",
            "from: 2026-12-24 " + aTime + ", oncall.yml:7",
            "to: 2026-12-24T09:00:00.5 " + aTime + ", oncall.yml:7",
            "person: carol (expected: the name of a person: alice), oncall.yml:7",
            "from: 2026-12-24T25:00 " + aTime + ", oncall.yml:8",
            "to: 2026-12-24T09:00+1 " + aTime + ", oncall.yml:8",
            "schedules[0].overrides[2].person: missing (expected: text), oncall.yml:8",
            "from: 2026-12-24T09:00+01:00[UTC] " + aTime + ", oncall.yml:9",
            "to: 12026-12-24T09:00 " + aTime + ", oncall.yml:9",
            "from: missing " + aTime + ", oncall.yml:10");
  }

  @Test
  void policiesThatTellNobody() {
    assertThat(
            problems(
                """
                policies:
                  - name: checkout
                    steps:
                      - {notify: [alice, person/alice, schedule/s], escalateAfter: 0s}
                      - {notify: [target/ops], escalateAfter: soon}
                      - {escalateAfter: 5m}
                    repeat: 21
                    acknowledgeExpires: 31d
                    silenceOnAcknowledge: perhaps
                  - name: nothing
                """))
        .containsExactlyInAnyOrder(
            "notify: alice (expected: person/NAME, schedule/NAME or target/NAME), oncall.yml:4",
            "notify: person/alice (expected: the name of a person, but there is none),"
                + " oncall.yml:4",
            "notify: schedule/s (expected: the name of a schedule, but there is none),"
                + " oncall.yml:4",
            "escalateAfter: 0s (expected: 1s to 1d), oncall.yml:4",
            "notify: target/ops (expected: the name of a target: alice-mail, alice-phone, bob,"
                + " ops-slack), oncall.yml:5",
            "policies[0].steps[1].escalateAfter: soon (expected: a duration such as 30d, 1h30m or"
                + " 500ms), oncall.yml:5",
            "notify: nobody (expected: at least one), oncall.yml:6",
            "policies[0].repeat: 21 (expected: a whole number from 0 to 20), oncall.yml:7",
            "acknowledgeExpires: 31d (expected: 1s to 30d), oncall.yml:8",
            "policies[0].silenceOnAcknowledge: perhaps (expected: true or false), oncall.yml:9",
            "steps: none (expected: at least one), oncall.yml:10");
  }

  @Test
  void routesThatLeadNowhere() {
    assertThat(
            problems(
                """
                policies: [{name: a, steps: [{notify: [target/bob]}]}]
                routes:
                  - {match: ['team', 'x=~"("', 7, {a: b}], policy: b}
                  - {policy: a}
                  - {match: 'team=x'}
                watchdog: {match: [], within: 5s}
                """))
        .containsExactlyInAnyOrder(
            "match: team (expected: =, !=, =~ or !~ after the name), oncall.yml:3",
            "match: regular expression: ( (expected: RE2 syntax; missing closing )), oncall.yml:3",
            "match: 7 (expected: =, !=, =~ or !~ after the name), oncall.yml:3",
            "routes[0].match: a map in a list (expected: text), oncall.yml:3",
            "policy: b (expected: the name of a policy: a), oncall.yml:3",
            "route that is never reached (expected: before line 4, whose route matches every"
                + " alert), oncall.yml:5",
            "routes[2].policy: missing (expected: text), oncall.yml:5",
            "match: nothing (expected: at least one matcher), oncall.yml:6",
            "within: 5s (expected: 10s to 1d), oncall.yml:6",
            "watchdog.policy: missing (expected: text), oncall.yml:6");
  }

  @Test
  void valuesOutsideTheirRangesAreRefusedByTheirTypesToo() {
    assertThatThrownBy(() -> new PageLimit(1001, Duration.ofMinutes(1)))
        .hasMessage("pages: 1001 (expected: 1 to 1000)");
    assertThatThrownBy(() -> new Step(List.of(), Duration.ofMinutes(1)))
        .hasMessage("notify: nobody (expected: at least one)");
    assertThatThrownBy(() -> new Policy("p", List.of(), 0, null, false))
        .hasMessage("steps: none (expected: at least one)");
    assertThatThrownBy(
            () -> new Watchdog(List.of(Matcher.parse("a=b")), Duration.ofSeconds(9), "p"))
        .hasMessage("within: PT9S (expected: 10s to 1d)");
  }

  @Test
  void ofManyNamesSomeAreListed() {
    StringBuilder people = new StringBuilder("people:\n");
    for (int i = 10; i < 40; i++) {
      people.append("  - {name: p").append(i).append(", contacts: [bob]}\n");
    }
    assertThat(problems(people + "policies: [{name: x, steps: [{notify: [person/q]}]}]"))
        .singleElement()
        .asString()
        .contains("the name of a person: p10, p11")
        .contains("p29 and 10 more)");
  }

  private static List<String> problems(String text) {
    return new OnCallYaml(text).problems();
  }
}
