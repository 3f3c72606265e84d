/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.oncall.file;

import io.watchfire.router.oncall.HandOvers;
import io.watchfire.router.oncall.Layer;
import io.watchfire.router.oncall.Range;
import io.watchfire.router.oncall.Restriction;
import io.watchfire.runtime.config.Section;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads an item of {@code layers}. */
final class LayerReader {
  private static final LocalTime DEFAULT_HANDOVER = LocalTime.of(9, 0);
  private static final int DAYS_OF_WEEK = 7;

  /** After how many days the next person takes over. */
  enum Rotation {
    DAILY("daily"),
    WEEKLY("weekly");

    private final String text;

    Rotation(String text) {
      this.text = text;
    }

    /** The name in configuration. */
    String text() {
      return text;
    }
  }

  private final Names people;
  private final ZoneId zone;

  LayerReader(Names people, ZoneId zone) {
    this.people = people;
    this.zone = zone;
  }

  /** Null if so much is wrong that nobody could be on call. */
  @Nullable Layer read(Section layer) {
    KeyReader keys = new KeyReader(layer);
    LocalDate start = keys.requiredDate("start");
    LocalTime handover = keys.time("handover", DEFAULT_HANDOVER);
    LocalDate until = keys.date("until");
    List<String> turns = people(layer);
    Restriction only = layer.has("only") ? only(layer.section("only")) : null;
    HandOvers handOvers = handOvers(layer, start == null ? LocalDate.EPOCH : start, handover);
    if (start != null && until != null && !until.isAfter(start)) {
      layer.problem("until", "until: " + until + " (expected: after start, " + start + ")");
    }
    if (start == null || turns.isEmpty()) {
      return null;
    }
    Instant end = until == null ? null : until.atTime(handover).atZone(zone).toInstant();
    return new Layer(layer.string("name", ""), handOvers, turns, end, only);
  }

  private List<String> people(Section layer) {
    List<String> turns = layer.strings("people");
    if (turns.isEmpty()) {
      layer.problem("people", "people: none (expected: at least one person)");
    }
    if (turns.size() > OnCallReader.MAX_ITEMS) {
      layer.problem(
          "people",
          "people: " + turns.size() + " (expected: at most " + OnCallReader.MAX_ITEMS + ")");
    }
    return turns.stream().filter(name -> people.require(layer, "people", name, name)).toList();
  }

  private HandOvers handOvers(Section layer, LocalDate start, LocalTime handover) {
    boolean byHour = layer.has("every");
    if (layer.has("rotation") == byHour) {
      String found = byHour ? "rotation beside every" : "rotation: missing";
      layer.problem("rotation", found + " (expected: one of rotation and every)");
    }
    if (byHour) {
      return new HandOvers.Elapsed(start.atTime(handover).atZone(zone).toInstant(), every(layer));
    }
    Rotation rotation = layer.choice("rotation", Rotation.WEEKLY, Rotation::text);
    return new HandOvers.Local(
        start, handover, zone, rotation == Rotation.DAILY ? 1 : DAYS_OF_WEEK);
  }

  private static Duration every(Section layer) {
    Duration every = new KeyReader(layer).requiredDuration("every", Range.EVERY);
    if (every.equals(Duration.ofHours(every.toHours()))) {
      return every;
    }
    layer.problem(
        "every", "every: " + layer.string("every") + " (expected: a whole number of hours)");
    return Range.EVERY.min();
  }

  private Restriction only(Section only) {
    KeyReader keys = new KeyReader(only);
    Set<DayOfWeek> days = EnumSet.allOf(DayOfWeek.class);
    if (only.has("days")) {
      days.retainAll(keys.each("days", only.strings("days"), LayerReader::day));
    }
    if (!only.has("days") && !only.has("from") && !only.has("to")) {
      only.problem("days", "only (expected: days, or from and to)");
    }
    return new Restriction(
        days, keys.time("from", LocalTime.MIDNIGHT), keys.time("to", LocalTime.MIDNIGHT), zone);
  }

  private static DayOfWeek day(String text) {
    for (DayOfWeek day : DayOfWeek.values()) {
      if (day.name().toLowerCase(Locale.ROOT).equals(text)) {
        return day;
      }
    }
    throw new IllegalArgumentException(text + " (expected: monday to sunday)");
  }
}
