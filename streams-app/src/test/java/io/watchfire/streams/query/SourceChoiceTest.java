/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.streams.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SourceChoiceTest {
  private static final long NOW = 1_795_428_000_000L;
  private static final long MINUTE = Duration.ofMinutes(1).toMillis();
  private static final int HTTP = 0;
  private static final int RPC = 2;

  private final SourceChoice choice = new SourceChoice(candidate -> 0);

  @Test
  void nothingIsChosenBeforeThereIsTraffic() {
    assertThat(choice.choose(Map.of(HTTP, 0L, RPC, 0L), NOW)).isEqualTo(SourceChoice.NONE);
    assertThat(choice.choose(Map.of(HTTP, 0L, RPC, 1L), NOW)).isEqualTo(RPC);
  }

  @Test
  void ofSeveralInOneRecordTheBusierIsChosenAndOfEqualsTheFirstOfTheList() {
    assertThat(choice.choose(Map.of(HTTP, 1L, RPC, 5L), NOW)).isEqualTo(RPC);
    SourceChoice equals = new SourceChoice(candidate -> 0);
    assertThat(equals.choose(Map.of(RPC, 5L, HTTP, 5L), NOW)).isEqualTo(HTTP);
  }

  @Test
  void oneHealthCheckDoesNotTakeOverFromTheTraffic() {
    choice.choose(Map.of(RPC, 1_000L), NOW);
    for (int minute = 1; minute <= 300; minute++) {
      assertThat(choice.choose(Map.of(RPC, 1_000L, HTTP, 6L), NOW + minute * MINUTE))
          .isEqualTo(RPC);
    }
  }

  @Test
  void trafficThatBeganWithAHealthCheckGoesToTheProtocolThatHasMoreThanTwiceAsMuch() {
    assertThat(choice.choose(Map.of(HTTP, 10L), NOW)).isEqualTo(HTTP);
    assertThat(choice.choose(Map.of(RPC, 20L), NOW + MINUTE)).as("not more").isEqualTo(HTTP);
    assertThat(choice.choose(Map.of(RPC, 1L), NOW + MINUTE)).isEqualTo(RPC);
  }

  @Test
  void nineteenEventsAreTooFewToTakeOver() {
    choice.choose(Map.of(HTTP, 1L), NOW);
    assertThat(choice.choose(Map.of(RPC, 19L), NOW)).isEqualTo(HTTP);
    assertThat(choice.choose(Map.of(RPC, 1L), NOW)).isEqualTo(RPC);
  }

  @Test
  void anotherTakesOverAfterAnHourWithoutTraffic() {
    choice.choose(Map.of(RPC, 1_000_000_000L), NOW);
    assertThat(choice.choose(Map.of(RPC, 0L, HTTP, 3L), NOW + 60 * MINUTE)).isEqualTo(RPC);
    assertThat(choice.choose(Map.of(RPC, 0L, HTTP, 3L), NOW + 61 * MINUTE)).isEqualTo(HTTP);
  }

  @Test
  void whatWasChosenIsKnownAfterItWasKept() {
    choice.choose(Map.of(RPC, 1_000L, HTTP, 30L), NOW);
    SourceChoice kept = SourceChoice.read(choice.write(), candidate -> 0);
    assertThat(kept.choose(Map.of(HTTP, 900L), NOW + MINUTE)).isEqualTo(RPC);
    assertThat(kept.choose(Map.of(HTTP, 2_000L), NOW + MINUTE)).isEqualTo(HTTP);
  }

  @Test
  void theNumbersOfDifferentProcessesAddUpWhateverTheirProtocol() {
    GroupSources group = new GroupSources(List.of(Origin.OWN, Origin.OWN, Origin.SPAN_METRICS));
    assertThat(group.accepts(1, 100, NOW)).isTrue();
    assertThat(group.accepts(0, 1, NOW)).isTrue();
    assertThat(group.accepts(1, 100, NOW)).isTrue();
  }

  @Test
  void whatIsMadeOfSpansCountsOnlyWhereTheProcessesTellNothing() {
    GroupSources group = new GroupSources(List.of(Origin.OWN, Origin.SPAN_METRICS, Origin.SPANS));
    assertThat(group.accepts(2, 50, NOW)).as("spans, alone so far").isTrue();
    assertThat(group.accepts(1, 50, NOW + 1)).as("of a connector").isTrue();
    assertThat(group.accepts(2, 50, NOW + 2)).as("spans beside it").isFalse();
    assertThat(group.accepts(0, 50, NOW + 3)).as("their own").isTrue();
    assertThat(group.accepts(1, 50, NOW + 4)).isFalse();
    assertThat(group.accepts(1, 50, NOW + 61 * MINUTE)).as("after an hour without").isTrue();
  }

  @Test
  void aHealthPortsOwnNumbersDoNotHideWhatSpansShow() {
    GroupSources group = new GroupSources(List.of(Origin.OWN, Origin.SPAN_METRICS));
    group.accepts(1, 1_000, NOW);
    for (int minute = 1; minute <= 300; minute++) {
      assertThat(group.accepts(1, 1_000, NOW + minute * MINUTE)).isTrue();
      assertThat(group.accepts(0, 6, NOW + minute * MINUTE)).isFalse();
    }
  }

  @Test
  void aHealthPortThatCameFirstGivesWayToWhatSpansShow() {
    GroupSources group = new GroupSources(List.of(Origin.OWN, Origin.SPAN_METRICS));
    group.accepts(0, 6, NOW);
    assertThat(group.accepts(1, 1_000, NOW + MINUTE)).as("too early to tell").isFalse();
    assertThat(group.accepts(1, 1_000, NOW + 11 * MINUTE)).isTrue();
  }

  @Test
  void aNumberAboveThoseOfTheFirstReleaseIsReadByItAsTheLeastPreferred() {
    for (int source = 0; source < 7; source++) {
      assertThat(SourceNumber.written(source)).isEqualTo(source);
    }
    for (int source = 7; source < 100; source++) {
      long written = SourceNumber.written(source);
      assertThat((int) written).isEqualTo(6);
      assertThat((int) (written * 2 >> 1)).as("beside the role").isEqualTo(6);
      assertThat(SourceNumber.read(written)).isEqualTo(source);
    }
    assertThat(SourceNumber.read(SourceNumber.written(Integer.MAX_VALUE)))
        .isEqualTo(Integer.MAX_VALUE);
  }
}
