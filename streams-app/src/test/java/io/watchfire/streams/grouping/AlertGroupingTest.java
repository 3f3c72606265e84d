/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.grouping;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchfire.schemas.alert.Alert;
import io.watchfire.schemas.alert.AlertState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Who is told what, and when. The defaults: a fifth of the groups, at least 10, held for 5 s.
 *
 * <p>Longer than 300 lines, since it holds every rule of who is told, a sentence each, over one
 * small language of groups that fire and end.
 */
class AlertGroupingTest {
  private static final long START = 1_800_000_000_000L;
  private static final long SECOND = 1_000;
  private static final long MINUTE = 60 * SECOND;
  private static final long DAY = 24 * 60 * MINUTE;

  private AlertGrouping gathering = new AlertGrouping(GroupingSettings.DEFAULT);
  private final List<Alert> told = new ArrayList<>();
  private final List<Alert> refreshed = new ArrayList<>();
  private final List<String> forgotten = new ArrayList<>();
  private long wall = START;

  @Test
  void withFewGroupsEachIsToldAtOnce() {
    groups(9);
    fire(0, 9);
    assertThat(told).hasSize(9).allMatch(alert -> name(alert).equals("Anomaly"));
    pass(2 * MINUTE);
    end(0, 9);
    assertThat(told).hasSize(18);
  }

  @Test
  void withManyGroupsAnAlertIsHeldForAMomentAndThenTold() {
    groups(40);
    fire(0, 3);
    pass(4 * SECOND);
    assertThat(told).isEmpty();
    pass(SECOND);
    assertThat(told).containsExactlyInAnyOrder(Alerts.fires(0), Alerts.fires(1), Alerts.fires(2));
  }

  @Test
  void aShareOfTheGroupsIsOneAlert() {
    groups(40);
    fire(0, 30);
    pass(10 * MINUTE);
    assertThat(told).hasSize(1);
    Alert one = told.getFirst();
    assertThat(one.state()).isEqualTo(AlertState.FIRING);
    assertThat(one.transition()).isEqualTo(1);
    assertThat(name(one)).isEqualTo("AnomalyOfMany");
  }

  @Test
  void justTheShareIsEnoughAndOneLessIsNot() {
    groups(100);
    fire(0, 20);
    pass(5 * SECOND);
    assertThat(names()).containsExactly("AnomalyOfMany");
    gathering = new AlertGrouping(GroupingSettings.DEFAULT);
    told.clear();
    groups(100);
    fire(0, 19);
    pass(2 * MINUTE);
    assertThat(names()).hasSize(19).containsOnly("Anomaly");
  }

  @Test
  void theShareIsOfAllPartitionsTogether() {
    gathering.count(0, 60);
    gathering.count(1, 60);
    gathering.count(1, 70);
    fire(0, 25);
    pass(2 * MINUTE);
    assertThat(names()).hasSize(25).containsOnly("Anomaly");
    fire(25, 26);
    pass(5 * SECOND);
    assertThat(names()).hasSize(26).endsWith("AnomalyOfMany");
  }

  @Test
  void whoWasToldStaysToldAndHearsTheEndAtOnce() {
    groups(40);
    fire(0, 3);
    pass(5 * SECOND);
    fire(3, 30);
    pass(5 * SECOND);
    assertThat(names()).containsExactly("Anomaly", "Anomaly", "Anomaly", "AnomalyOfMany");
    told.clear();
    end(1, 2);
    assertThat(told).containsExactly(Alerts.ends(1));
  }

  @Test
  void whoComesWhileTheCollectiveIsOnIsWithheldAndCounted() {
    groups(40);
    fire(0, 20);
    pass(5 * SECOND);
    fire(20, 31);
    pass(MINUTE);
    assertThat(told).hasSize(1);
    assertThat(refreshed).isNotEmpty();
    assertThat(summary(refreshed.getLast())).startsWith("31 of 40 series of rule orders");
    assertThat(refreshed.getLast().fingerprint()).isEqualTo(told.getFirst().fingerprint());
    assertThat(refreshed.getLast().transition()).isEqualTo(told.getFirst().transition());
  }

  @Test
  void itsWordsChangeAtMostOnceAMinute() {
    groups(1_000);
    fire(0, 300);
    pass(5 * SECOND);
    for (int group = 300; group < 900; group++) {
      fire(group, group + 1);
      pass(SECOND);
    }
    assertThat(refreshed).hasSize(10);
    assertThat(told).hasSize(1);
  }

  @Test
  void itEndsBelowHalfOfTheThresholdAndWhoStillFiresIsToldByName() {
    groups(100);
    fire(0, 60);
    pass(5 * SECOND);
    end(0, 50);
    pass(MINUTE);
    assertThat(names()).as("half is not less than half").containsExactly("AnomalyOfMany");
    end(50, 51);
    pass(SECOND);
    Alert over = told.getLast();
    assertThat(name(over)).isEqualTo("AnomalyOfMany");
    assertThat(over.state()).isEqualTo(AlertState.RESOLVED);
    assertThat(over.transition()).isEqualTo(2);
    assertThat(over.reason()).isEqualTo("recovered");
    assertThat(over.endsAt()).isEqualTo(Alerts.ends(50).endsAt());
    assertThat(summary(over))
        .isEqualTo("all but 9 of 100 series of rule orders are as expected again");
    assertThat(over.fingerprint()).isEqualTo(told.getFirst().fingerprint());
    told.clear();
    pass(MINUTE);
    assertThat(told).hasSize(9).allMatch(alert -> alert.startsAt().equals(Alerts.TIME));
    assertThat(told).allMatch(alert -> alert.state() == AlertState.FIRING);
  }

  @Test
  void whoEndsWithTheOthersButALittleLaterIsNeverTold() {
    groups(100);
    fire(0, 60);
    pass(5 * SECOND);
    for (int group = 0; group < 60; group++) {
      end(group, group + 1);
      pass(SECOND);
    }
    pass(5 * MINUTE);
    assertThat(names()).containsExactly("AnomalyOfMany", "AnomalyOfMany");
  }

  @Test
  void whoEndsWhileHeldIsNeverTold() {
    groups(40);
    fire(0, 3);
    pass(2 * SECOND);
    end(0, 3);
    pass(MINUTE);
    assertThat(told).isEmpty();
  }

  @Test
  void whoEndsWhileWithheldIsNeverTold() {
    groups(40);
    fire(0, 30);
    pass(5 * SECOND);
    end(0, 5);
    pass(MINUTE);
    assertThat(names()).containsExactly("AnomalyOfMany");
  }

  @Test
  void anEndOfWhichNobodyKnowsTheBeginningPasses() {
    groups(40);
    end(7, 8);
    assertThat(told).containsExactly(Alerts.ends(7));
  }

  @Test
  void manyThatComeOneAfterTheOtherAreHeldUntilAllAreThere() {
    groups(600);
    for (int group = 0; group < 300; group++) {
      fire(group, group + 1);
      if (group % 6 == 5) {
        pass(SECOND);
      }
    }
    pass(MINUTE);
    assertThat(names()).containsExactly("AnomalyOfMany");
  }

  @Test
  void manyThatStayTooFewAreToldAfterAMinute() {
    groups(600);
    fire(0, 50);
    pass(59 * SECOND);
    assertThat(told).isEmpty();
    pass(SECOND);
    assertThat(names()).hasSize(50).containsOnly("Anomaly");
  }

  @Test
  void aShadowRuleStaysInTheShadow() {
    groups(40);
    for (int group = 0; group < 30; group++) {
      Alert shadow =
          Alerts.alert(group, AlertState.FIRING, "condition", Alerts.TIME, Alert.Mode.SHADOW);
      told.addAll(gathering.take(shadow, 0, wall));
    }
    pass(5 * SECOND);
    assertThat(told).hasSize(1).allMatch(alert -> alert.mode() == Alert.Mode.SHADOW);
  }

  @Test
  void aRuleThatIsPutIntoTheShadowTakesItsCollectiveAlong() {
    groups(40);
    fire(0, 30);
    pass(5 * SECOND);
    for (int group = 0; group < 30; group++) {
      Alert shadow =
          Alerts.alert(group, AlertState.FIRING, "condition", Alerts.TIME, Alert.Mode.SHADOW);
      assertThat(gathering.refresh(shadow, wall)).isFalse();
    }
    pass(MINUTE);
    assertThat(refreshed).isNotEmpty();
    assertThat(refreshed.getLast().mode()).isEqualTo(Alert.Mode.SHADOW);
  }

  @Test
  void whatIsPendingPasses() {
    groups(40);
    Alert pending = Alerts.alert(1, AlertState.PENDING, "condition", Alerts.TIME, Alert.Mode.ALERT);
    assertThat(gathering.take(pending, 0, wall)).containsExactly(pending);
    pass(MINUTE);
    assertThat(told).isEmpty();
  }

  @Test
  void newWordsPassForWhomIsToldAndForNobodyElse() {
    groups(40);
    fire(0, 1);
    pass(5 * SECOND);
    fire(1, 2);
    assertThat(gathering.refresh(Alerts.fires(0), wall)).isTrue();
    assertThat(gathering.refresh(Alerts.fires(1), wall)).as("held").isFalse();
    fire(2, 30);
    pass(5 * SECOND);
    assertThat(names()).endsWith("AnomalyOfMany");
    assertThat(gathering.refresh(Alerts.fires(0), wall)).isTrue();
    assertThat(gathering.refresh(Alerts.fires(1), wall)).as("withheld").isFalse();
    assertThat(gathering.refresh(Alerts.fires(99), wall)).as("told before").isTrue();
  }

  @Test
  void aRuleThatIsGoneEndsItsCollectiveToo() {
    groups(40);
    fire(0, 30);
    pass(5 * SECOND);
    told.clear();
    gathering.count(0, 0);
    for (int group = 0; group < 30; group++) {
      told.addAll(gathering.take(Alerts.ends(group, "rule_removed"), 0, wall));
    }
    pass(SECOND);
    assertThat(told).hasSize(1);
    assertThat(told.getFirst().state()).isEqualTo(AlertState.RESOLVED);
    assertThat(told.getFirst().reason()).isEqualTo("rule_removed");
    assertThat(summary(told.getFirst())).endsWith("no longer alert");
    assertThat(gathering.isEmpty()).as("its end has to be forgotten").isFalse();
    wall += DAY;
    pass(SECOND);
    assertThat(forgotten).containsExactly(told.getFirst().fingerprint());
    assertThat(gathering.isEmpty()).isTrue();
  }

  @Test
  void offTellsEachByItselfAndEndsWhatWasGathered() {
    groups(40);
    fire(0, 30);
    pass(5 * SECOND);
    AlertGrouping off = new AlertGrouping(GroupingSettings.OFF);
    move(off);
    told.clear();
    pass(61 * SECOND);
    assertThat(names()).hasSize(31).startsWith("AnomalyOfMany");
    assertThat(told.getFirst().state()).isEqualTo(AlertState.RESOLVED);
    fire(30, 40);
    assertThat(names()).hasSize(41);
  }

  @Test
  void withoutHoldingTheFirstAreToldAndTheRestIsOne() {
    gathering = new AlertGrouping(new GroupingSettings(0.2, 10, Duration.ZERO));
    groups(40);
    fire(0, 30);
    assertThat(names()).hasSize(9).containsOnly("Anomaly");
    pass(SECOND);
    assertThat(names()).hasSize(10).endsWith("AnomalyOfMany");
  }

  @Test
  void theNextCollectiveCountsOnFromTheLast() {
    groups(40);
    fire(0, 30);
    pass(5 * SECOND);
    end(0, 30);
    pass(5 * MINUTE);
    fire(0, 30);
    pass(5 * SECOND);
    assertThat(told).extracting(Alert::transition).containsExactly(1L, 2L, 3L);
    wall += 2 * DAY;
    pass(SECOND);
    assertThat(forgotten).as("it is on again").isEmpty();
  }

  @Test
  void whatFiresCountsEvenIfNobodyHasCountedTheGroups() {
    fire(0, 30);
    pass(5 * SECOND);
    assertThat(names()).hasSize(10).endsWith("AnomalyOfMany");
  }

  @Test
  void aRestartAtAnyMomentChangesNothing() {
    for (int restart = 0; restart < 12; restart++) {
      told.clear();
      gathering = new AlertGrouping(GroupingSettings.DEFAULT);
      groups(40);
      fire(0, 3);
      for (int second = 0; second < 12; second++) {
        if (second == restart) {
          move(new AlertGrouping(GroupingSettings.DEFAULT));
        }
        if (second == 6) {
          fire(3, 30);
        }
        pass(SECOND);
      }
      assertThat(names())
          .as("restart in second %d", restart)
          .containsExactly("Anomaly", "Anomaly", "Anomaly", "AnomalyOfMany");
    }
  }

  /** As a store carries it over a restart. */
  private void move(AlertGrouping next) {
    next.read(gathering.write());
    for (int group = 0; group < 100; group++) {
      GroupedAlert member = gathering.member(Alerts.fires(group).fingerprint());
      if (member != null) {
        next.restore(GroupedAlert.read(member.write()));
      }
    }
    gathering = next;
  }

  private void groups(int count) {
    gathering.count(0, count);
  }

  private void fire(int from, int until) {
    for (int group = from; group < until; group++) {
      told.addAll(gathering.take(Alerts.fires(group), -1, wall));
    }
  }

  private void end(int from, int until) {
    for (int group = from; group < until; group++) {
      told.addAll(gathering.take(Alerts.ends(group), 0, wall));
    }
  }

  /** Second by second. */
  private void pass(long millis) {
    for (long passed = 0; passed < millis; passed += SECOND) {
      wall += SECOND;
      AlertGrouping.News news = gathering.tick(wall);
      told.addAll(news.transitions());
      refreshed.addAll(news.refreshed());
      forgotten.addAll(news.forgotten());
    }
  }

  private List<String> names() {
    return told.stream().map(AlertGroupingTest::name).toList();
  }

  private static String name(Alert alert) {
    return alert.labels().getOrDefault("alertname", "");
  }

  private static String summary(Alert alert) {
    return alert.annotations().getOrDefault("summary", "");
  }
}
