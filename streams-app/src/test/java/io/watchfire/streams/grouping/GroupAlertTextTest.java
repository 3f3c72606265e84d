/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.grouping;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.schemas.alert.Alert;
import io.watchfire.schemas.alert.AlertState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What the alert that stands for many says. */
class GroupAlertTextTest {
  private static final long CLOCK = Alerts.TIME.plusSeconds(90).toEpochMilli();

  @Test
  void itIsNamedByWhatAllHaveAlike() {
    Alert alert = new GroupAlertText(members(0, 30, 2, -1), 40).begun(7, CLOCK);
    assertThat(alert.labels())
        .containsOnly(
            Map.entry("alertname", "AnomalyOfMany"),
            Map.entry("rule", "orders"),
            Map.entry("tenant", "acme"),
            Map.entry("service", "checkout"),
            Map.entry("severity", "ticket"),
            Map.entry("region", "eu"));
    assertThat(alert.annotations()).containsEntry("runbook_url", "https://r");
    assertThat(alert.transition()).isEqualTo(7);
    assertThat(alert.state()).isEqualTo(AlertState.FIRING);
    assertThat(alert.updatedAt()).isEqualTo(Instant.ofEpochMilli(CLOCK));
  }

  @Test
  void itSaysHowManyOfHowManySinceWhenAndWhich() {
    List<GroupedAlert> members = members(0, 1_214, 1, -1);
    members.add(new GroupedAlert(Alerts.fires(2_000, Alerts.TIME.minusSeconds(60)), -1, 0, false));
    Alert alert = new GroupAlertText(members, 2_030).begun(1, CLOCK);
    assertThat(alert.annotations())
        .containsEntry(
            "summary",
            "1,215 of 2,030 series of rule orders are anomalous since 2026-11-24T03:11:00Z, below"
                + " what was expected; first: region=eu,shop=s2000, region=eu,shop=s0000,"
                + " region=eu,shop=s0002, ...")
        .containsEntry("firing", "1215")
        .containsEntry("series", "2030");
    assertThat(alert.startsAt()).isEqualTo(Alerts.TIME.minusSeconds(60));
    assertThat(alert.annotations().getOrDefault("description", "").lines().toList())
        .hasSize(21)
        .startsWith("region=eu,shop=s2000: few")
        .endsWith("and 1,195 more");
  }

  @Test
  void sidesAreTold() {
    List<GroupedAlert> both = members(0, 12, 1, -1);
    both.addAll(members(12, 15, 1, 1));
    assertThat(summary(both)).contains(", 12 below and 3 above what was expected;");
    assertThat(summary(members(0, 12, 1, 1))).contains(", above what was expected;");
    assertThat(summary(members(0, 12, 1, 0))).doesNotContain("expected");
  }

  @Test
  void theHighestSeverityIsTheirs() {
    List<GroupedAlert> members = members(0, 12, 1, 0);
    Map<String, String> labels = new TreeMap<>(Alerts.fires(50).labels());
    labels.put("severity", "page");
    Alert like = Alerts.fires(50);
    Alert page =
        new Alert(
            labels,
            like.annotations(),
            like.state(),
            1,
            "condition",
            like.mode(),
            like.startsAt(),
            null,
            like.updatedAt(),
            null);
    members.add(new GroupedAlert(page, 0, 0, false));
    assertThat(new GroupAlertText(members, 40).begun(1, CLOCK).labels())
        .containsEntry("severity", "page");
  }

  @Test
  void itsLabelsStayAsTheyBegan() {
    Alert begun = new GroupAlertText(members(0, 30, 2, 0), 80).begun(1, CLOCK);
    List<GroupedAlert> more = members(0, 40, 1, 0);
    assertThat(new GroupAlertText(more, 80).begun(1, CLOCK).labels()).doesNotContainKey("region");
    assertThat(new GroupAlertText(more, 80).still(begun, 1, CLOCK).labels())
        .isEqualTo(begun.labels());
    assertThat(new GroupAlertText(List.of(), 80).over(begun, 2, "recovered", CLOCK).labels())
        .isEqualTo(begun.labels());
  }

  private static String summary(List<GroupedAlert> members) {
    return new GroupAlertText(members, 40)
        .begun(1, CLOCK)
        .annotations()
        .getOrDefault("summary", "");
  }

  private static List<GroupedAlert> members(int from, int until, int step, int side) {
    List<GroupedAlert> members = new ArrayList<>();
    for (int group = from; group < until; group++) {
      members.add(new GroupedAlert(Alerts.fires(group * step), side, 0, false));
    }
    return members;
  }
}
