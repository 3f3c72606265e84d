/*
 * Copyright The Watchfire Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.watchfire.router.oncall.file;

import io.watchfire.router.oncall.Layer;
import io.watchfire.router.oncall.Schedule;
import io.watchfire.router.oncall.Shift;
import io.watchfire.runtime.config.Section;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads an item of {@code schedules}. */
final class ScheduleReader {
  private static final int MAX_LAYERS = 100;

  private final Names people;

  ScheduleReader(Names people) {
    this.people = people;
  }

  Schedule read(Section schedule) {
    KeyReader keys = new KeyReader(schedule);
    ZoneId given = keys.requiredZone("timeZone");
    // Reading goes on, to find what else is wrong.
    ZoneId zone = given == null ? ZoneOffset.UTC : given;
    List<Section> layers = keys.sections("layers", MAX_LAYERS);
    List<Section> overrides = keys.sections("overrides", OnCallReader.MAX_ITEMS);
    if (layers.isEmpty() && overrides.isEmpty()) {
      schedule.problem("layers", "layers: none (expected: at least one layer or override)");
    }
    return new Schedule(
        schedule.string("name", ""), zone, layers(layers, zone), overrides(overrides, zone));
  }

  private List<Layer> layers(List<Section> sections, ZoneId zone) {
    Names.declared("a layer", sections);
    LayerReader reader = new LayerReader(people, zone);
    List<Layer> layers = new ArrayList<>();
    for (Section section : sections) {
      Layer layer = reader.read(section);
      if (layer != null) {
        layers.add(layer);
      }
    }
    return layers;
  }

  private List<Shift> overrides(List<Section> sections, ZoneId zone) {
    List<Shift> overrides = new ArrayList<>();
    for (Section section : sections) {
      Shift override = override(section, zone);
      if (override != null) {
        overrides.add(override);
      }
    }
    return overrides;
  }

  private @Nullable Shift override(Section override, ZoneId zone) {
    KeyReader keys = new KeyReader(override);
    Instant from = keys.requiredMoment("from", zone);
    Instant to = keys.requiredMoment("to", zone);
    String person = override.requiredString("person");
    boolean known = person.isEmpty() || people.require(override, "person", person, person);
    if (from == null || to == null || !known) {
      return null;
    }
    if (!from.isBefore(to)) {
      override.problem("to", "to: " + override.string("to") + " (expected: after from)");
      return null;
    }
    return new Shift(person, from, to);
  }
}
