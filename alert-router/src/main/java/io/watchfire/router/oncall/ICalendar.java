/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.oncall;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;

/** Schedules as calendars that people subscribe to: RFC 5545. */
public final class ICalendar {
  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private ICalendar() {}

  /**
   * One event for each shift that touches the time from {@code from} until before {@code to}, with
   * times in UTC. A shift keeps its UID as long as it keeps its beginning, so that a calendar that
   * is read again replaces events and adds no second ones.
   *
   * @param now when it is written, DTSTAMP
   * @throws IllegalArgumentException if the range is one that {@link Schedule#shifts} refuses
   */
  public static String of(Schedule schedule, Instant from, Instant to, Instant now) {
    ContentLines lines = new ContentLines();
    lines.add("BEGIN", "VCALENDAR");
    lines.add("VERSION", "2.0");
    lines.add("PRODID", "-//Watchfire//On call//EN");
    lines.addText("NAME", schedule.name());
    // Older calendars know the name only so.
    lines.addText("X-WR-CALNAME", schedule.name());
    schedule.shifts(from, to).forEach(shift -> event(lines, schedule, shift, now));
    lines.add("END", "VCALENDAR");
    return lines.toString();
  }

  private static void event(ContentLines lines, Schedule schedule, Shift shift, Instant now) {
    lines.add("BEGIN", "VEVENT");
    lines.add("UID", uid(schedule, shift));
    lines.add("DTSTAMP", UTC.format(now));
    lines.add("DTSTART", UTC.format(shift.from()));
    lines.add("DTEND", UTC.format(shift.until()));
    lines.addText("SUMMARY", shift.person() + " is on call (" + schedule.name() + ")");
    // Whoever is on call can still be invited.
    lines.add("TRANSP", "TRANSPARENT");
    lines.add("END", "VEVENT");
  }

  /** Shifts of a schedule do not overlap, so the beginning tells them apart. */
  private static String uid(Schedule schedule, Shift shift) {
    String identity = schedule.name() + "\n" + UTC.format(shift.from());
    return UUID.nameUUIDFromBytes(identity.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
