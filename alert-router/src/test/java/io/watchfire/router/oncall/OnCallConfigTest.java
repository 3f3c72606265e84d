/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.oncall;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.runtime.promql.Matcher;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OnCallConfigTest {
  @Test
  void everyKeyIsRead() {
    OnCallYaml yaml = new OnCallYaml(OnCallYaml.WHOLE);

    assertThat(yaml.problems()).isEmpty();
    OnCallConfig config = yaml.config();
    assertThat(config.people())
        .containsExactly(
            new Person(
                "alice",
                ZoneId.of("Europe/Berlin"),
                List.of("alice-phone", "alice-mail"),
                new PageLimit(5, Duration.ofMinutes(10))),
            new Person("bob", ZoneOffset.UTC, List.of("bob"), null));
    assertThat(config.policies())
        .containsExactly(
            new Policy(
                "checkout",
                List.of(
                    new Step(List.of(new Recipient.OfSchedule("primary")), Duration.ofMinutes(3)),
                    new Step(
                        List.of(new Recipient.OfPerson("bob"), new Recipient.OfTarget("ops-slack")),
                        Duration.ofMinutes(5))),
                2,
                Duration.ofHours(1),
                true),
            new Policy(
                "others",
                List.of(
                    new Step(List.of(new Recipient.OfTarget("ops-slack")), Duration.ofMinutes(5))),
                0,
                null,
                false));
    assertThat(config.watchdog())
        .isEqualTo(
            new Watchdog(
                List.of(Matcher.parse("alertname=Watchdog")), Duration.ofMinutes(10), "checkout"));
  }

  @Test
  void aScheduleIsAsItIsWritten() {
    OnCallConfig config = new OnCallYaml(OnCallYaml.WHOLE).config();
    Schedule schedule = config.schedules().getFirst();

    assertThat(schedule.name()).isEqualTo("primary");
    assertThat(schedule.timeZone()).isEqualTo(ZoneId.of("Europe/Berlin"));
    assertThat(onCall(schedule, "2026-11-02T07:59:59Z")).isEqualTo("nobody");
    assertThat(onCall(schedule, "2026-11-02T08:00:00Z")).isEqualTo("alice");
    // Monday night is of the second layer, Tuesday night is not.
    assertThat(onCall(schedule, "2026-11-03T04:59:59Z")).isEqualTo("bob");
    assertThat(onCall(schedule, "2026-11-03T05:00:00Z")).isEqualTo("alice");
    assertThat(onCall(schedule, "2026-11-04T04:00:00Z")).isEqualTo("alice");
    assertThat(onCall(schedule, "2026-11-09T08:00:00Z")).isEqualTo("bob");
    // Of the overrides the second, for the two hours that it lasts.
    assertThat(onCall(schedule, "2026-12-25T08:59:59Z")).isEqualTo("bob");
    assertThat(onCall(schedule, "2026-12-25T09:00:00Z")).isEqualTo("alice");
    assertThat(onCall(schedule, "2026-12-25T11:00:00Z")).isEqualTo("bob");
    // The first layer has ended with the hand-over of that day.
    assertThat(onCall(schedule, "2027-01-04T07:59:59Z")).isEqualTo("alice");
    assertThat(onCall(schedule, "2027-01-04T08:00:00Z")).isEqualTo("nobody");
  }

  @Test
  void theFirstRouteWhoseMatchersAllMatchCounts() {
    OnCallConfig config = new OnCallYaml(OnCallYaml.WHOLE).config();

    assertThat(config.policyFor(Map.of("team", "checkout", "severity", "critical")))
        .isEqualTo(config.policy("checkout"));
    assertThat(config.policyFor(Map.of("team", "checkout", "severity", "ticket")))
        .isEqualTo(config.policy("others"));
    assertThat(config.policyFor(Map.of())).isEqualTo(config.policy("others"));
  }

  @Test
  void withoutARouteNobodyIsPaged() {
    assertThat(OnCallConfig.none().policyFor(Map.of("team", "checkout"))).isNull();
    assertThat(new OnCallYaml("people: []").config()).isEqualTo(OnCallConfig.none());
    assertThat(new OnCallYaml("people: []").problems()).isEmpty();
  }

  @Test
  void theSameFileReadTwiceIsTheSame() {
    assertThat(new OnCallYaml(OnCallYaml.WHOLE).config())
        .isEqualTo(new OnCallYaml(OnCallYaml.WHOLE).config())
        .isNotEqualTo(
            new OnCallYaml(OnCallYaml.WHOLE.replace("2026-12-27T09:00", "2026-12-27T10:00"))
                .config());
  }

  @Test
  void thingsAreFoundByTheirNames() {
    OnCallConfig config = new OnCallYaml(OnCallYaml.WHOLE).config();

    assertThat(config.person("bob")).isEqualTo(config.people().get(1));
    assertThat(config.schedule("primary")).isSameAs(config.schedules().getFirst());
    assertThat(config.policy("others")).isEqualTo(config.policies().get(1));
    assertThat(config.person("carol")).isNull();
    assertThat(config.schedule("secondary")).isNull();
    assertThat(config.policy("search")).isNull();
  }

  private static String onCall(Schedule schedule, String t) {
    String person = schedule.onCallAt(Instant.parse(t));
    return person == null ? "nobody" : person;
  }
}
