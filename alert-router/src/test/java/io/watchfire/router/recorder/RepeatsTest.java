/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RepeatsTest {
  private final EventReader reader = new EventReader();
  private final Repeats repeats = new Repeats();

  @Test
  void whatIsRecordedAgainAndAgainIsToldOnce() {
    assertThat(news(Recorded.events("single")))
        .containsExactly(
            "Burn received",
            "Bad received",
            "Bad grouped",
            "Burn grouped",
            "Burn notified",
            "Quiet received",
            "Source received",
            "Target received",
            "Quiet grouped",
            "Target grouped",
            "Target inhibited",
            "Source grouped",
            "Quiet silenced",
            "Source notified",
            "Burn notified",
            "Burn resolved",
            "Quiet resolved");
  }

  @Test
  void eachMemberTellsForItself() {
    assertThat(news(Recorded.events("cluster")).filter(s -> s.equals("Burn silenced"))).hasSize(2);
  }

  @Test
  void anAlertThatFiresAnewIsToldAnew() {
    List<String> events = Recorded.events("single");
    List<String> later =
        events.stream().map(event -> event.replace("T09:45:37Z", "T09:45:38Z")).toList();
    assertThat(news(events)).hasSize(17);
    assertThat(news(later)).hasSize(17);
  }

  @Test
  void anotherSilenceIsNews() {
    String silenced = Recorded.first("single", "silenceMutedAlert");
    assertThat(news(List.of(silenced, silenced, silenced.replace("e4f2f3e6", "another"))))
        .hasSize(2);
  }

  @Test
  void membersBeyondWhatIsRememberedAreToldAgain() {
    String silenced = Recorded.first("single", "silenceMutedAlert");
    assertThat(news(List.of(silenced))).hasSize(1);
    for (int i = 0; i < 20_000; i++) {
      String other = silenced.replace("\"instance\":\"vm\"", "\"instance\":\"vm-" + i + "\"");
      assertThat(news(List.of(other))).hasSize(1);
    }
    assertThat(news(List.of(silenced))).hasSize(1);
  }

  private Stream<String> news(List<String> events) {
    return events.stream()
        .flatMap(event -> reader.read(Recorded.utf8(event)).facts().stream())
        .filter(repeats::news)
        .map(Fact::entry)
        .map(entry -> entry.name() + entry.type().text().replace("alertmanager.", " "));
  }
}
