/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.oncall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import biweekly.ICalVersion;
import biweekly.component.VEvent;
import biweekly.io.text.ICalReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

/** What is written is read by biweekly, which others wrote. */
class ICalendarTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Instant FROM = Instant.parse("2026-10-20T00:00:00Z");
  private static final Instant TO = Instant.parse("2026-11-03T00:00:00Z");
  private static final Instant NOW = Instant.parse("2026-10-20T12:34:56.789Z");

  @Test
  void everyShiftIsAnEventInUtc() throws IOException {
    biweekly.ICalendar calendar = read(write(schedule("primary", "alice", "bob")));

    assertThat(calendar.getVersion()).isEqualTo(ICalVersion.V2_0);
    assertThat(calendar.getEvents())
        .extracting(
            event -> event.getSummary().getValue(),
            event -> event.getDateStart().getValue().toInstant(),
            event -> event.getDateEnd().getValue().toInstant(),
            event -> event.getDateTimeStamp().getValue().toInstant())
        .containsExactly(
            event("alice", "2026-10-19T07:00:00Z", "2026-10-26T08:00:00Z"),
            event("bob", "2026-10-26T08:00:00Z", "2026-11-02T08:00:00Z"),
            event("alice", "2026-11-02T08:00:00Z", "2026-11-09T08:00:00Z"));
  }

  @Test
  void noPropertyIsMissingAndNoneIsWrong() throws IOException {
    biweekly.ICalendar calendar = read(write(schedule("primary", "alice", "bob")));

    assertThat(calendar.validate(ICalVersion.V2_0).getWarnings()).isEmpty();
    assertThat(calendar.getProductId().getValue()).isEqualTo("-//Watchfire//On call//EN");
    assertThat(calendar.getExperimentalProperty("X-WR-CALNAME").getValue()).isEqualTo("primary");
  }

  @Test
  void uidsDifferAndStayTheSameFromOneReadingToTheNext() throws IOException {
    Schedule schedule = schedule("primary", "alice", "bob");
    List<String> uids = uids(write(schedule));
    Instant later = FROM.plusSeconds(86_400);

    assertThat(uids).doesNotHaveDuplicates();
    assertThat(uids(ICalendar.of(schedule, later, TO, later))).isEqualTo(uids);
    assertThat(uids(write(schedule("secondary", "alice", "bob"))))
        .doesNotContainAnyElementsOf(uids);
  }

  @Test
  void namesOfAnyCharactersAreReadAsWritten() throws IOException {
    String name = "a,b;c\\d \"e\":f\ng \\n";

    VEvent event = read(write(schedule("primary", name, "bob"))).getEvents().getFirst();

    assertThat(event.getSummary().getValue()).isEqualTo(name + " is on call (primary)");
  }

  @Test
  void noLineHasMoreThan75OctetsAndNoCharacterIsSplit() throws IOException {
    for (int shift = 0; shift < 8; shift++) {
      String name = "x".repeat(shift) + "üß漢字\uD83D\uDD25é".repeat(20);
      String text = write(schedule("primary", name, "bob"));

      assertThat(text).endsWith("\r\n").doesNotContainPattern("(?<!\r)\n|\r(?!\n)");
      assertThat(text.split("\r\n", -1))
          .allMatch(line -> line.getBytes(StandardCharsets.UTF_8).length <= 75)
          .noneMatch(line -> line.startsWith(" ") && Character.isLowSurrogate(line.charAt(1)));
      assertThat(read(text).getEvents().getFirst().getSummary().getValue()).startsWith(name);
    }
  }

  @Test
  void theSameIsWrittenTheSame() {
    assertThat(write(schedule("primary", "alice", "bob")))
        .isEqualTo(write(schedule("primary", "alice", "bob")))
        .startsWith(
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Watchfire//On call//EN\r\n"
                + "NAME:primary\r\nX-WR-CALNAME:primary\r\nBEGIN:VEVENT\r\nUID:");
  }

  private static Tuple event(String person, String from, String until) {
    return tuple(
        person + " is on call (primary)",
        Instant.parse(from),
        Instant.parse(until),
        Instant.parse("2026-10-20T12:34:56Z"));
  }

  private static Schedule schedule(String name, String... people) {
    HandOvers weekly =
        new HandOvers.Local(LocalDate.parse("2026-10-19"), LocalTime.of(9, 0), BERLIN, 7);
    Layer layer = new Layer("weekly", weekly, List.of(people), null, null);
    return new Schedule(name, BERLIN, List.of(layer), List.of());
  }

  private static String write(Schedule schedule) {
    return ICalendar.of(schedule, FROM, TO, NOW);
  }

  private static List<String> uids(String text) throws IOException {
    return read(text).getEvents().stream().map(event -> event.getUid().getValue()).toList();
  }

  /** Refuses what its parser would forgive. */
  private static biweekly.ICalendar read(String text) throws IOException {
    try (ICalReader reader = new ICalReader(text)) {
      biweekly.ICalendar calendar = reader.readNext();
      assertThat(reader.getWarnings()).isEmpty();
      return calendar;
    }
  }
}
