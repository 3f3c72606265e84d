/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.watchfire.schemas.alert.Alert;
import io.watchfire.schemas.slo.SloStatus;
import io.watchfire.streams.series.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Holds what the pipeline told in one step against what the oracle worked out. */
final class Comparison {
  private Comparison() {}

  static void compare(String where, Pipeline pipeline, Oracle oracle) {
    outcomes(where, pipeline, oracle);
    assertThat(changesOf(pipeline)).as(where).isEqualTo(changesOf(oracle));
    statuses(where, pipeline, oracle);
  }

  private static void outcomes(String where, Pipeline pipeline, Oracle oracle) {
    assertThat(pipeline.count("watchfire_points", "result", "matched"))
        .as("%s, matched", where)
        .isEqualTo(oracle.matched);
    assertThat(pipeline.count("watchfire_points", "result", "unmatched"))
        .as("%s, unmatched", where)
        .isEqualTo(oracle.unmatched);
    assertThat(pipeline.count("watchfire_points_ahead"))
        .as("%s, ahead", where)
        .isEqualTo(oracle.ahead);
    assertThat(pipeline.count("watchfire_points_refused"))
        .as("%s, refused", where)
        .isEqualTo(oracle.refused);
    assertThat(pipeline.count("watchfire_points_applied"))
        .as("%s, every matched point has one outcome", where)
        .isEqualTo(oracle.matched);
    Map<Outcome, Long> told = new TreeMap<>();
    for (Outcome outcome : Outcome.values()) {
      long points = (long) pipeline.count("watchfire_points_applied", "outcome", outcome.text());
      if (points > 0) {
        told.put(outcome, points);
      }
    }
    assertThat(told).as(where).isEqualTo(oracle.outcomes);
  }

  /** Changes by group and severity: groups have no order among each other. */
  private static Map<String, List<OracleAlert.Change>> changesOf(Pipeline pipeline) {
    Map<String, List<OracleAlert.Change>> changes = new TreeMap<>();
    for (Alert alert : pipeline.alerts) {
      Map<String, String> labels = alert.labels();
      String group = labels.get("tenant") + "/" + labels.get("slo") + "/" + labels.get("service");
      OracleAlert.Change change =
          new OracleAlert.Change(
              labels.get("severity"),
              alert.state().text(),
              alert.transition(),
              alert.reason(),
              alert.startsAt().toEpochMilli(),
              millis(alert.endsAt()),
              alert.updatedAt().toEpochMilli(),
              millis(alert.causedAt()));
      changes.computeIfAbsent(group + "/" + change.severity(), g -> new ArrayList<>()).add(change);
    }
    return changes;
  }

  private static Map<String, List<OracleAlert.Change>> changesOf(Oracle oracle) {
    Map<String, List<OracleAlert.Change>> changes = new TreeMap<>();
    oracle.changes.forEach(
        entry -> {
          Oracle.GroupName group = entry.getKey();
          changes
              .computeIfAbsent(
                  group.tenant()
                      + "/"
                      + group.rule()
                      + "/"
                      + group.service()
                      + "/"
                      + entry.getValue().severity(),
                  g -> new ArrayList<>())
              .add(entry.getValue());
        });
    return changes;
  }

  private static long millis(Instant time) {
    return time == null ? 0 : time.toEpochMilli();
  }

  private static void statuses(String where, Pipeline pipeline, Oracle oracle) {
    Map<Oracle.GroupName, Map<List<Object>, OracleGroup.Standing>> stood = new HashMap<>();
    for (SloStatus status : pipeline.statuses) {
      Oracle.GroupName group =
          new Oracle.GroupName(status.tenant(), status.slo(), status.service());
      assertThat(status.notice()).as("%s, notice of %s", where, group).isEmpty();
      Map<List<Object>, OracleGroup.Standing> standings =
          stood.computeIfAbsent(group, name -> byIntegers(oracle, name));
      OracleGroup.Standing standing = standings.get(integers(status));
      if (standing == null) {
        assertThat(standings.keySet())
            .as("%s, status of %s", where, group)
            .contains(integers(status));
      } else {
        rates(where, status, standing);
      }
    }
  }

  private static Map<List<Object>, OracleGroup.Standing> byIntegers(
      Oracle oracle, Oracle.GroupName group) {
    Map<List<Object>, OracleGroup.Standing> standings = new HashMap<>();
    oracle
        .standings
        .getOrDefault(group, List.of())
        .forEach(standing -> standings.put(integers(standing), standing));
    return standings;
  }

  private static void rates(String where, SloStatus status, OracleGroup.Standing standing) {
    for (int i = 0; i < status.windows().size(); i++) {
      double expected = standing.windows().get(i).burnRate();
      assertThat(status.windows().get(i).burnRate())
          .as(where)
          .isCloseTo(expected, within(1e-9 * (1 + expected)));
    }
    double spent = standing.windows().getLast().burnRate();
    assertThat(status.budgetRemaining()).as(where).isCloseTo(1 - spent, within(1e-9 * (1 + spent)));
  }

  private static List<Object> integers(SloStatus status) {
    List<Object> all = new ArrayList<>();
    all.add(status.clock().toEpochMilli());
    all.add(status.lastObservation().toEpochMilli());
    all.add(status.data().name());
    all.add(status.page());
    all.add(status.ticket());
    all.add(status.covered().toSeconds());
    for (SloStatus.Window window : status.windows()) {
      all.add(window.length().toMillis() + ": " + window.bad() + "/" + window.total());
    }
    return all;
  }

  private static List<Object> integers(OracleGroup.Standing standing) {
    List<Object> all = new ArrayList<>();
    all.add(standing.clock());
    all.add(standing.lastObservation());
    all.add(standing.data());
    all.add(standing.page());
    all.add(standing.ticket());
    all.add(standing.windows().getLast().covered() / 1000);
    for (OracleGroup.Window window : standing.windows()) {
      all.add(window.length() + ": " + window.bad() + "/" + window.total());
    }
    return all;
  }
}
